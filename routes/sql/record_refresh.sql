-- Meaning: the row that closes a refresh, and the loads it brought into the mart; commits with
--          the mart.
-- Grain: one row.
with recorded as (
    insert into data_mart.refresh (
        trigger, mode, rule_sha256, segments, clients_in_mart, clients_without_products,
        orphans, loads_included,
        rows_written, rows_deleted, started_at, finished_at
    )
    select
        :?trigger,
        :?mode,
        :?rule_sha256,
        :?segments::jsonb,
        (
            select coalesce(sum(clients::bigint), 0)
            from jsonb_each_text(:?segments::jsonb) as segment (client_segment, clients)
        ),
        :?clients_without_products::bigint,
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
