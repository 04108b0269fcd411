-- Meaning: the locks that loads of clients and refreshes take, before anything else.
-- Grain: none; the locks end with the transaction.
-- Caveat: the same keys as in lock_mart and lock_clients of the routes, whose patience is longer.
select
    pg_advisory_xact_lock(hashtextextended('data_mart', 0)) as mart,
    pg_advisory_xact_lock(hashtextextended('staging.clients', 0)) as clients
