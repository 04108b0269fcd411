-- Meaning: the clients in each segment, and those in none, after a full refresh.
-- Grain: one row.
with segments as (
    select
        client_segment,
        count(*) as clients
    from data_mart.client_segments
    group by client_segment
),

without_products as (
    select count(*) as clients
    from staging.clients as c
    where not exists (
        select 1
        from data_mart.client_segments as m
        where m.client_id = c.client_id
    )
)

select
    coalesce((select jsonb_object_agg(client_segment, clients) from segments), '{}')::text
        as segments,
    (select clients from without_products) as clients_without_products
