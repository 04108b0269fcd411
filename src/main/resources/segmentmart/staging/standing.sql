-- Meaning: what is open in staging, and how the mart stands after its last refresh.
-- Grain: one row.
with last_good as (
    select *
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
),

last_refresh as (
    select *
    from data_mart.refresh
    order by refresh_id desc
    limit 1
)

select
    staging.open_rejects() as open_rejects,
    (
        select count(*)
        from staging.load
        where
            status = 'loaded'
            and refresh_id is null
    ) as loads_not_in_mart,
    (select refresh_id from last_good) as refresh_id,
    (select finished_at from last_good) as refreshed_at,
    (select mode from last_good) as refresh_mode,
    (select segments::text from last_good) as segments,
    (select clients_in_mart from last_good) as clients_in_mart,
    (select clients_without_products from last_good) as clients_without_products,
    (select orphans from last_good) as orphans,
    (select error from last_refresh) as refresh_error
