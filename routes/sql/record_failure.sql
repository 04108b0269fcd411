-- Meaning: the ledger row of a drop that failed for what lies in the drop itself.
-- Grain: one row.
insert into staging.load (
    load_id, drop_name, drop_identity, kind, format, encoding, sha256, bytes,
    file_modified_at, status,
    started_at, finished_at, error
)
values (
    nextval('staging.load_id_seq'),
    :?drop_name,
    :?drop_identity,
    :?kind::text,
    :?format::text,
    :?encoding::text,
    :?sha256::text,
    :?bytes,
    :?file_modified_at::timestamptz,
    'failed',
    :?started_at::timestamptz,
    clock_timestamp(),
    :?error
)
