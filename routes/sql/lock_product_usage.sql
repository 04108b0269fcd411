-- Meaning: announces a load of uses, shared with others, so that none resets the usage ids under
--          it.
-- Grain: none; the lock ends with the transaction.
-- Caveat: a load that another daemon never ends is not waited for; the drop is tried again later.
select
    set_config('lock_timeout', '30s', true) as patience,
    set_config('work_mem', '64MB', true) as room_for_a_chunk,
    set_config('enable_seqscan', 'off', true) as a_version_is_found_by_its_load,
    pg_advisory_xact_lock_shared(hashtextextended('staging.product_usage', 0)) as by_table
