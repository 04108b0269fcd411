-- Meaning: the mart, or a segment of it, in the columns of the source document.
-- Grain: client.
select
    client_id,
    client_name,
    client_revenue,
    usage_count,
    client_segment,
    last_product_usage_date
from data_mart.client_segments
where
    cast(:segment as text) is null
    or client_segment = :segment
order by client_id
