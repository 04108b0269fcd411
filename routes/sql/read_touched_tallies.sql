-- Meaning: until the transaction ends, names without a schema mean the clients that the new loads
--          touch.
-- Grain: none; the settings end with the transaction.
select
    set_config('search_path', 'touched, tally, data_mart', true) as search_path,
    set_config('work_mem', '64MB', true) as room,
    set_config('lock_timeout', '30s', true) as patience_with_readers_of_views
