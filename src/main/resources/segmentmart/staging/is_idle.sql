-- Meaning: whether a load is not under way: it would hold the lock that judge_drop gave it.
-- Grain: one row.
select pg_try_advisory_xact_lock(hashtextextended('load ' || :load_id, 0)) as is_idle
