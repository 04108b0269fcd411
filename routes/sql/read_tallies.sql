-- Meaning: until the transaction ends, names without a schema mean all clients and their uses.
-- Grain: none; the settings end with the transaction.
select
    set_config('search_path', 'tally, staging, data_mart', true) as search_path,
    set_config('lock_timeout', '30s', true) as patience_with_readers_of_views,
    set_config('enable_nestloop', 'on', true) as row_by_row,
    set_config('enable_hashjoin', 'on', true) as by_hash,
    set_config('enable_seqscan', 'on', true) as all_of_a_table_where_that_pays,
    set_config('work_mem', '64MB', true) as room,
    set_config('enable_parallel_hash', 'off', true) as hash_tables_in_scarce_shared_memory,
    set_config('parallel_tuple_cost', '0.01', true) as price_of_a_row_from_another_processor
