-- Meaning: until the transaction ends, names without a schema mean the views of touched: the
--          rule sees only the clients that the new loads touch.
-- Grain: none; the setting ends with the transaction.
select set_config('search_path', 'touched', true) as search_path
