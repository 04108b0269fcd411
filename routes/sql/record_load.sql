-- Meaning: the ledger row that closes a load; commits with its rows.
-- Grain: one row.
-- Caveat: where a chunk may have changed clients that an earlier one brought, they are counted as
--         they are now.
with counted as (
    select coalesce(
        :?records_loaded::bigint,
        (
            select count(*)
            from staging.clients
            where load_id = :?load_id
        )
    ) as records_loaded
),

recorded as (
    insert into staging.load (
        load_id, drop_name, drop_identity, kind, format, encoding, delimiter, sha256, bytes,
        file_modified_at, status,
        snapshot, ignored_columns,
        records_read, records_loaded, records_rejected, records_superseded,
        replaces_load_id, corrects_load_id, started_at, finished_at
    )
    select
        :?load_id,
        :?drop_name,
        :?drop_identity,
        :?kind,
        :?format,
        :?encoding,
        :?delimiter::text,
        :?sha256,
        :?bytes,
        :?file_modified_at::timestamptz,
        'loaded',
        :?snapshot,
        :?ignored_columns::text [],
        :?records_read,
        records_loaded,
        :?records_rejected,
        :?records_read::bigint - :?records_rejected::bigint - records_loaded,
        :?replaces_load_id::bigint,
        :?corrects_load_id::bigint,
        :?started_at::timestamptz,
        clock_timestamp()
    from counted
    returning
        records_loaded,
        records_superseded
)

select
    records_loaded,
    records_superseded
from recorded
