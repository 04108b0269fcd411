-- Meaning: announces a load of uses, shared with others, so that none resets the usage ids under
--          it.
-- Grain: none; the lock ends with the transaction.
select pg_advisory_xact_lock_shared(hashtextextended('staging.product_usage', 0)) as by_table
