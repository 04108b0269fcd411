-- Meaning: until the transaction ends, names without a schema mean invented clients, one for each
--          number of products.
-- Grain: none; the setting ends with the transaction.
select set_config('search_path', 'sample', true) as search_path
