-- Meaning: how often each product was used, the most used first.
-- Grain: product.
select *
from data_mart.product_usage_frequency
order by uses desc, product_name collate "C"
