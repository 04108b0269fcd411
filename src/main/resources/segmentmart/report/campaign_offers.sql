-- Meaning: to how many clients of a segment each product is offered.
-- Grain: product; null for those to whom nothing is left to offer.
select
    offer,
    min(offer_rank) as offer_rank,
    count(*) as clients
from data_mart.client_offers
where client_segment = :segment
group by offer
order by clients desc, offer_rank
