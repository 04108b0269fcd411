-- Meaning: closes the rejects that a correction answers; those that are still bad are open again
--          under its own load.
-- Grain: rejected record.
-- Caveat: a correction with fewer records than there are open rejects does not say which it
--         leaves out; then all of them stay open.
update staging.rejected_record
set resolved_by_load_id = :?load_id
where
    load_id = :?corrects_load_id::bigint
    and resolved_by_load_id is null
    and :?records_read >= (
        select count(*)
        from staging.rejected_record as r
        where
            r.load_id = :?corrects_load_id::bigint
            and r.resolved_by_load_id is null
    )
