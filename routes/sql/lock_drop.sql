-- Meaning: makes this transaction the only one, of all daemons, that judges drops of this name
--          or this content.
-- Caveat: a correction takes the lock of the drop that it corrects.
-- Grain: none; the locks end with the transaction.
select
    pg_advisory_xact_lock(
        hashtextextended('drop ' || regexp_replace(:?drop_identity, '(\.rejected-\d+)+', ''), 0)
    ) as by_name,
    pg_advisory_xact_lock(hashtextextended('content ' || :?sha256, 0)) as by_content
