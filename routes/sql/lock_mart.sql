-- Meaning: lets one refresh at a time rewrite the mart, of all daemons; readers are not held up.
-- Grain: none; the lock ends with the transaction.
select pg_advisory_xact_lock(hashtextextended('data_mart', 0)) as by_schema
