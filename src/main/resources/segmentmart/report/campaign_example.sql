-- Meaning: a client of a segment who lacks its leading product, and all that he used.
-- Grain: one row, or none.
select
    m.client_id,
    m.client_name,
    o.offer,
    o.offer_rank,
    array(
        select distinct u.product_name
        from staging.product_usage as u
        where u.client_id = m.client_id
        order by u.product_name
    )::text [] as products
from data_mart.client_offers as o
inner join data_mart.client_segments as m on o.client_id = m.client_id
where
    o.client_segment = :segment
    and o.offer_rank = 1
order by o.client_id
limit 1
