-- Meaning: the clients in each segment, and those in none, after a full refresh.
-- Grain: one row.
-- Caveat: a load that was committed while this refresh ran counts with the next one, which takes
--         its clients for new; until then they are left out here.
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
),

early_load as (
    select load_id
    from staging.load
    where
        status = 'loaded'
        and refresh_id is null
        and load_id <> all(:?load_ids::bigint [])
),

early_client as materialized (
    select client_id
    from staging.clients
    where load_id = any(array(select load_id from early_load))
),

early as (
    select count(*) as clients
    from early_client as c
    where
        not exists (
            select 1
            from data_mart.client_segments as m
            where m.client_id = c.client_id
        )
        and 0 = (
            -- Counted for each, by key: a join would read the history of all clients.
            select count(*)
            from staging.clients_history as h
            where
                h.client_id = c.client_id
                and h.replaced_by_load_id in (select load_id from early_load)
                and h.load_id not in (select load_id from early_load)
        )
)

select
    coalesce((select jsonb_object_agg(client_segment, clients) from segments), '{}')::text
        as segments,
    (select clients from without_products) - (select clients from early)
        as clients_without_products
