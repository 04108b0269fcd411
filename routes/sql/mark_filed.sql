-- Meaning: notes that the file of an ended attempt has left the inbox; one of the same name and
--          time that comes later is dropped anew. It waits no more.
-- Grain: one row.
with waited as (
    delete from staging.waiting_drop
    where drop_name = :?drop_name
)

update staging.load
set filed_at = clock_timestamp()
where
    load_id = :?ended_id
    and filed_at is null
