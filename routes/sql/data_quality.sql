-- Meaning: what to know before trusting a figure.
-- Grain: one row.
-- Inputs: tally.uses, staging.orphan, staging.open_rejects(), staging.load, data_mart.refresh.
-- Caveat: dates after today are told by the clock, everything else by the data; open rejects, loads
--         and refreshes as they are now, the rest as of the last refresh.
with last_refresh as (
    select *
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
)

select
    (select max(usage_date) from tally.uses) as as_of_date,
    (select coalesce(sum(uses), 0)::bigint from staging.orphan) as orphan_uses,
    (select count(*) from staging.orphan) as orphan_clients,
    (select clients_without_products from last_refresh) as clients_without_products,
    (
        select coalesce(sum(uses), 0)::bigint
        from tally.uses
        where usage_date > current_date
    ) as future_uses,
    staging.open_rejects() as open_rejects,
    (
        select count(*)
        from staging.load
        where
            status = 'loaded'
            and refresh_id is null
    ) as loads_not_in_mart,
    (
        select finished_at
        from staging.load
        where
            status = 'loaded'
            and retracted_at is null
        order by load_id desc
        limit 1
    ) as last_load_at,
    (select finished_at from last_refresh) as last_refresh_at
