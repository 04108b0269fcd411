-- Meaning: until the transaction ends, names without a schema mean staging: the rule sees every
--          client.
-- Grain: none; the setting ends with the transaction.
select set_config('search_path', 'staging', true) as search_path
