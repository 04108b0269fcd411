-- Meaning: the mart as its last refresh left it.
-- Grain: one row.
with last_refresh as (
    select *
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
)

select
    coalesce((select max(publication_id) from data_mart.publication), 0) as publication_id,
    coalesce((select clients_in_mart from last_refresh), 0) as clients_in_mart,
    coalesce((select clients_without_products from last_refresh), 0) as clients_without_products,
    coalesce((select orphans from last_refresh), 0) as orphans
