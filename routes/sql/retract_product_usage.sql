-- Meaning: removes the uses that retracted loads brought.
-- Grain: use.
delete from staging.product_usage
where load_id = any(:?load_ids::bigint [])
