-- Meaning: notes that the file of an ended attempt has left the inbox; one of the same name and
--          time that comes later is dropped anew.
-- Grain: one row.
update staging.load
set filed_at = clock_timestamp()
where
    load_id = :?ended_id
    and filed_at is null
