-- Meaning: the row that closes a refresh, and the loads it brought into the mart; commits with
--          the mart.
-- Grain: one row.
with segments as (
    select
        client_segment,
        count(*) as clients
    from data_mart.client_segments
    group by client_segment
),

recorded as (
    insert into data_mart.refresh (
        trigger, mode, rule_sha256, segments, clients_in_mart, clients_without_products,
        orphans, loads_included,
        rows_written, rows_deleted, started_at, finished_at
    )
    select
        :?trigger,
        :?mode,
        :?rule_sha256,
        coalesce((select jsonb_object_agg(client_segment, clients) from segments), '{}'),
        coalesce((select sum(clients) from segments), 0),
        (
            select count(*)
            from staging.clients as c
            where not exists (
                select 1
                from data_mart.client_segments as m
                where m.client_id = c.client_id
            )
        ),
        coalesce((select sum(uses) from staging.orphan), 0),
        :?load_ids::bigint [],
        :?rows_written,
        :?rows_deleted,
        :?started_at::timestamptz,
        clock_timestamp()
    returning *
),

marked as (
    update staging.load as l
    set refresh_id = recorded.refresh_id
    from recorded
    where l.load_id = any(recorded.loads_included)
),

noted as (
    delete from staging.removed_usage as n
    using recorded
    where n.load_id = any(recorded.loads_included)
)

select
    refresh_id,
    trigger,
    mode,
    segments::text as segments,
    clients_in_mart,
    clients_without_products,
    orphans,
    cardinality(loads_included) as loads,
    rows_written,
    rows_deleted,
    extract(epoch from finished_at - started_at)::float8 as seconds
from recorded
