-- Meaning: whether a load committed.
-- Grain: one row.
select exists (
    select 1
    from staging.load
    where
        load_id = :load_id
        and status = 'loaded'
) as is_loaded
