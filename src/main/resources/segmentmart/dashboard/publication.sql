-- Meaning: what the mart is of, and what is not in it, as a JSON object.
-- Grain: one row.
with last_publication as (
    select *
    from data_mart.publication
    order by publication_id desc
    limit 1
),

last_refresh as (
    select *
    from data_mart.refresh
    order by refresh_id desc
    limit 1
),

last_good as (
    select *
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
),

behind as (
    select
        count(*) as loads,
        min(coalesce(retracted_at, finished_at)) as since
    from staging.load
    where
        status = 'loaded'
        and refresh_id is null
),

last_drop as (
    select
        load_id,
        drop_name,
        status,
        finished_at
    from staging.load
    order by load_id desc
    limit 1
)

select
    json_build_object(
        'publication_id', p.publication_id,
        'refresh_id', p.refresh_id,
        'as_of_date', p.as_of_date,
        'published_at', p.finished_at,
        'clients', g.clients_in_mart,
        'clients_without_products', g.clients_without_products,
        'uses', p.uses,
        'orphan_uses', g.orphans,
        'loads_not_in_mart', b.loads,
        'seconds_behind',
        greatest(coalesce(extract(epoch from clock_timestamp() - b.since), 0), 0)::float8,
        'refresh_error', r.error,
        'last_drop', case when d.load_id is not null then row_to_json(d) end,
        'now', clock_timestamp()
    )::text as answer
from behind as b
left join last_publication as p on true
left join last_refresh as r on true
left join last_good as g on true
left join last_drop as d on true
