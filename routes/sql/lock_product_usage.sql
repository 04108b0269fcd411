-- Meaning: announces a load of uses, shared with others, so that none resets the usage ids under
--          it.
-- Grain: none; the lock ends with the transaction.
-- Caveat: a load that another daemon never ends is not waited for; the drop is tried again later.
select
    set_config('lock_timeout', '30s', true) as patience,
    pg_advisory_xact_lock_shared(hashtextextended('staging.product_usage', 0)) as by_table
