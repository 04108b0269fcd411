-- Meaning: whether any use is left that holds a usage id; run after claim_usage_ids.
-- Grain: one row.
select exists (select 1 from staging.product_usage) as has_uses
