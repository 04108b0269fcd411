-- Meaning: lets one clients drop at a time change the client base: the one loaded last wins.
-- Grain: none; the lock ends with the transaction.
select pg_advisory_xact_lock(hashtextextended('staging.clients', 0)) as by_table
