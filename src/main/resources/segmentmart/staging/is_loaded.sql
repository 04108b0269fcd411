-- Meaning: whether the load that began with this number at this time committed; after a crash
--          PostgreSQL may give the number of one that did not to another.
-- Grain: one row.
select exists (
    select 1
    from staging.load
    where
        load_id = :load_id
        and started_at = :started_at::timestamptz
        and status = 'loaded'
) as is_loaded
