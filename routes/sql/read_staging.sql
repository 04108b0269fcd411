-- Meaning: until the transaction ends, names without a schema mean staging: the rule sees every
--          client, with room to sort them, and on several processors.
-- Grain: none; the settings end with the transaction.
select
    set_config('search_path', 'staging', true) as search_path,
    set_config('work_mem', '64MB', true) as room,
    set_config('enable_parallel_hash', 'off', true) as hash_tables_in_scarce_shared_memory,
    set_config('parallel_tuple_cost', '0.01', true) as price_of_a_row_from_another_processor
