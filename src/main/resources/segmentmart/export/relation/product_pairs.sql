-- Meaning: how products go together.
-- Grain: ordered pair of different products.
select *
from data_mart.product_pairs
order by product_a collate "C", product_b collate "C"
