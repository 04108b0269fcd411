-- Meaning: how products go together, as a JSON array.
-- Grain: one row.
select
    coalesce(
        json_agg(r order by r.product_a collate "C", r.product_b collate "C"), '[]'
    )::text as answer
from data_mart.product_pairs as r
