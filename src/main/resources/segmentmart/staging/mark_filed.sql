-- Meaning: notes that the file of an ended attempt has left the inbox.
-- Grain: one row.
update staging.load
set filed_at = clock_timestamp()
where
    load_id = :load_id
    and filed_at is null
