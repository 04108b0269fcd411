-- Meaning: the products that most clients of a segment use.
-- Grain: product.
select
    product_name,
    clients,
    uses,
    segment_rank
from data_mart.segment_products
where client_segment = :segment
order by segment_rank
limit 3
