-- Meaning: lets one clients drop at a time change the client base: the one loaded last wins.
-- Grain: none; the lock ends with the transaction.
-- Caveat: a load that another daemon never ends is not waited for; the drop is tried again later.
select
    set_config('lock_timeout', '30s', true) as patience,
    set_config('work_mem', '64MB', true) as room_for_a_chunk,
    pg_advisory_xact_lock(hashtextextended('staging.clients', 0)) as by_table
