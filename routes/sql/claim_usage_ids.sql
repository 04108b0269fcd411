-- Meaning: whether this load is the only one of uses under way, and stays so until it ends.
-- Grain: one row; the lock ends with the transaction.
select pg_try_advisory_xact_lock(hashtextextended('staging.product_usage', 0)) as is_alone
