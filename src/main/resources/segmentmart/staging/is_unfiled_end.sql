-- Meaning: whether a file of this name, size and time was loaded, or found a duplicate, and is not
--          noted as moved.
-- Grain: one row.
select exists (
    select 1
    from staging.load
    where
        drop_name = :drop_name
        and bytes = :bytes
        and file_modified_at = :file_modified_at::timestamptz
        and status <> 'failed'
        and filed_at is null
) as is_unfiled_end
