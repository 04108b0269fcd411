-- Meaning: forgets drops that nobody has tried for an hour and that lie in the inbox no more.
-- Grain: file name.
delete from staging.waiting_drop
where
    last_failed_at < clock_timestamp() - interval '1 hour'
    and drop_name not in (:in_inbox)
