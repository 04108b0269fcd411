-- Meaning: until the transaction ends, names without a schema mean the views of touched: the
--          rule sees only the clients that the new loads touch, each found by its key.
-- Grain: none; the settings end with the transaction.
select
    set_config('search_path', 'touched', true) as search_path,
    set_config('enable_seqscan', 'on', true) as all_of_a_table_where_that_pays,
    set_config('random_page_cost', '1.1', true) as price_of_a_page_found_by_key
