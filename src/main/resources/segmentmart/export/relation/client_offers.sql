-- Meaning: what to offer to each client, with his name: the list of a campaign.
-- Grain: client of the mart.
select
    o.client_id,
    m.client_name,
    o.client_segment,
    o.offer,
    o.offer_rank
from data_mart.client_offers as o
inner join data_mart.client_segments as m on o.client_id = m.client_id
where
    cast(:segment as text) is null
    or o.client_segment = :segment
order by o.client_id
