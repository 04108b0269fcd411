-- Meaning: the row of a refresh that failed; the mart is as it was.
-- Grain: one row; none where the refresh before failed in the same way, so that a timer does not
--        fill the table.
with last_refresh as (
    select *
    from data_mart.refresh
    order by refresh_id desc
    limit 1
)

insert into data_mart.refresh (trigger, rule_sha256, started_at, finished_at, error)
select
    :?trigger,
    :?rule_sha256::text,
    :?started_at::timestamptz,
    clock_timestamp(),
    :?error
where not exists (
    select 1
    from last_refresh
    where
        error = :?error
        and rule_sha256 is not distinct from :?rule_sha256::text
)
