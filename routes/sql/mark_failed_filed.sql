-- Meaning: notes that the file of a failed attempt has left the inbox. It waits no more.
-- Grain: one row.
with waited as (
    delete from staging.waiting_drop
    where drop_name = :?drop_name
)

update staging.load
set filed_at = clock_timestamp()
where
    load_id = (
        select max(load_id)
        from staging.load
        where
            drop_name = :?drop_name
            and status = 'failed'
    )
    and filed_at is null
