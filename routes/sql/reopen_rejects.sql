-- Meaning: opens the rejects again that a retracted correction had answered.
-- Grain: rejected record.
update staging.rejected_record
set resolved_by_load_id = null
where
    load_id = any(array(
        select corrects_load_id
        from staging.load
        where load_id = any(:?load_ids::bigint [])
    ))
    and load_id <> all(:?load_ids::bigint [])
    and resolved_by_load_id = any(:?load_ids::bigint [])
