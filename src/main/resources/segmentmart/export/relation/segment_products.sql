-- Meaning: the products that clients of a segment used, that of most of them first.
-- Grain: segment and product.
select *
from data_mart.segment_products
where
    cast(:segment as text) is null
    or client_segment = :segment
order by client_segment collate "C", segment_rank
