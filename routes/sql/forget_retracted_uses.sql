-- Meaning: removes from the history the uses that retracted loads brought: those of corrections
--          that came in several versions.
-- Grain: use.
delete from staging.product_usage_history
where load_id = any(:?load_ids::bigint [])
