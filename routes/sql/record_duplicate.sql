-- Meaning: the ledger row of a drop whose content is already in force.
-- Grain: one row.
insert into staging.load (
    load_id, drop_name, drop_identity, kind, format, encoding, sha256, bytes,
    file_modified_at, status,
    duplicate_of_load_id, started_at, finished_at
)
values (
    :?load_id,
    :?drop_name,
    :?drop_identity,
    :?kind,
    :?format,
    :?encoding,
    :?sha256,
    :?bytes,
    :?file_modified_at::timestamptz,
    'duplicate',
    :?duplicate_of_load_id,
    :?started_at::timestamptz,
    clock_timestamp()
)
