-- Meaning: makes this transaction the only one, of all daemons, that judges drops of this name
--          or this content.
-- Grain: none; the locks end with the transaction.
select
    pg_advisory_xact_lock(hashtextextended('drop ' || :?drop_identity, 0)) as by_name,
    pg_advisory_xact_lock(hashtextextended('content ' || :?sha256, 0)) as by_content
