-- Meaning: how often each product was used, the most used first, as a JSON array.
-- Grain: one row.
select coalesce(json_agg(r order by r.uses desc, r.product_name collate "C"), '[]')::text as answer
from data_mart.product_usage_frequency as r
