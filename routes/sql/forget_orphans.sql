-- Meaning: forgets the orphans that are counted anew; for a full refresh.
-- Grain: unknown client.
delete from staging.orphan
