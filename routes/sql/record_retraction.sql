-- Meaning: notes in the ledger that loads are taken out, by whom and why; they wait for a refresh
--          that takes them out of the mart, too.
-- Grain: load.
update staging.load
set
    retracted_at = clock_timestamp(),
    retracted_by = :?retracted_by,
    retraction_reason = :?retraction_reason,
    refresh_id = null
where load_id = any(:?load_ids::bigint [])
