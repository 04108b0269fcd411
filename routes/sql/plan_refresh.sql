-- Meaning: whether the mart is behind staging or the rule, and how it is best brought up.
-- Grain: one row.
-- Inputs: staging.load, data_mart.refresh, data_mart.publication; run after lock_mart.
-- Caveat: incremental pays while the new loads have a thousand records at most, or can touch a
--         fifth of the clients of a mart that is not empty; a snapshot may change every client,
--         and after a retraction all is computed anew. The rows of the new loads are locked, for
--         who notes meanwhile that a file was moved would have this refresh fail at its end.
with last_refresh as (
    select *
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
),

last_publication as (
    select *
    from data_mart.publication
    order by publication_id desc
    limit 1
),

waiting as (
    select *
    from staging.load
    where
        status = 'loaded'
        and refresh_id is null
    for no key update
),

weight as (
    select
        (select coalesce(sum(records_loaded), 0) from waiting)
        + (
            select coalesce(sum(l.records_loaded), 0)
            from staging.load as l
            inner join waiting as w on l.load_id = w.replaces_load_id
        ) as records_waiting,
        (
            select clients_in_mart + clients_without_products
            from last_refresh
            where clients_in_mart > 0
        ) as clients
),

facts as (
    select
        exists (select 1 from last_refresh) as is_not_first,
        exists (select 1 from waiting) as has_waiting,
        exists (
            select 1
            from data_mart.refresh as r
            where
                r.error is not null
                and r.refresh_id > (select coalesce(max(refresh_id), 0) from last_refresh)
        ) as has_failed,
        exists (select 1 from waiting where snapshot) as has_snapshot,
        exists (
            select 1
            from data_mart.refresh as r
            where
                r.error like 'check%.sql: found%'
                and r.refresh_id > (select coalesce(max(refresh_id), 0) from last_refresh)
        ) as has_failed_check,
        exists (select 1 from last_refresh where rule_sha256 <> :?rule_sha256) as has_new_rule,
        exists (
            select 1
            from weight
            where records_waiting > greatest(clients * 0.2, 1000)
        ) as is_heavy,
        -- What it brought and what it took the place of was in the mart, or never was.
        exists (select 1 from waiting where retracted_at is not null) as has_retracted,
        coalesce((select sql_sha256 from last_publication), '{}') as published_sql,
        coalesce((select array_agg(load_id order by load_id) from waiting), '{}')::text as load_ids
)

select
    has_waiting or has_new_rule or has_failed or :?forced
    or (is_not_first and published_sql <> :?sql_sha256::jsonb) as is_due,
    case
        when is_not_first and not has_new_rule and not has_snapshot and not is_heavy
        and not has_retracted and not has_failed_check and :?incremental
            then 'incremental'
        else 'full'
    end as mode,
    load_ids,
    published_sql::text as published_sql
from facts
