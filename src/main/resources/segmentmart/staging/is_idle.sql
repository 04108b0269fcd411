-- Meaning: whether no load of a drop is under way: it would hold the lock of lock_drop.
-- Grain: one row.
select pg_try_advisory_xact_lock(
    hashtextextended('drop ' || regexp_replace(:drop_identity, '(\.rejected-\d+)+', ''), 0)
) as is_idle
