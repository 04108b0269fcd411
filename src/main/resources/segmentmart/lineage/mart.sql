-- Meaning: a client in the mart, and what is offered to him and why.
-- Grain: one row, or none where the mart does not have him.
select
    m.client_name,
    m.client_revenue,
    m.client_segment,
    m.usage_count,
    m.last_product_usage_date,
    o.offer,
    o.offer_rank,
    p.clients as offer_used_by,
    s.clients as clients_of_segment
from data_mart.client_segments as m
left join data_mart.client_offers as o on m.client_id = o.client_id
left join data_mart.segment_products as p
    on m.client_segment = p.client_segment
    and o.offer = p.product_name
left join data_mart.segment_summary as s on m.client_segment = s.client_segment
where m.client_id = :client_id
