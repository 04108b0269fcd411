-- Meaning: the ledger row of a drop that failed for what lies in the drop itself.
-- Grain: one row; none where the same attempt has one already, its file not having been moved.
with last_attempt as (
    select *
    from staging.load
    where drop_identity = :?drop_identity
    order by load_id desc
    limit 1
)

insert into staging.load (
    load_id, drop_name, drop_identity, kind, format, encoding, sha256, bytes, file_modified_at,
    status, started_at, finished_at, error
)
select
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
where not exists (
    select 1
    from last_attempt
    where
        status = 'failed'
        and drop_name = :?drop_name
        and file_modified_at = :?file_modified_at::timestamptz
        and bytes = :?bytes
        and filed_at is null
)
