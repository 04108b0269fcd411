-- Meaning: a page of the refreshes of the mart, the newest first, as a JSON object.
-- Grain: one row.
with asked as (
    select *
    from data_mart.refresh
    where cast(:?before as bigint) is null or refresh_id < :?before
    order by refresh_id desc
    limit :?limit + 1
),

shown as (
    select *
    from asked
    order by refresh_id desc
    limit :?limit
),

told as (
    select
        refresh_id,
        trigger,
        mode,
        rule_sha256,
        segments,
        clients_in_mart,
        clients_without_products,
        orphans,
        cardinality(loads_included) as loads_included,
        rows_written,
        started_at,
        finished_at,
        extract(epoch from finished_at - started_at)::float8 as seconds,
        error
    from shown
)

select
    json_build_object(
        'refreshes', coalesce((select json_agg(told order by refresh_id desc) from told), '[]'),
        'next',
        case
            when (select count(*) from asked) > :?limit then (select min(refresh_id) from shown)
        end
    )::text as answer
