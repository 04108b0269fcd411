-- Meaning: offers of a product that the client has, or of one that his segment does not use.
-- Grain: client.
-- Inputs: data_mart.client_offers, staging.product_usage.
-- Caveat: of some of the clients that this refresh touched, and of the first in the mart: to ask
--         for all of them takes seconds.
with client as (
    (
        select client_id
        from touched.client
        limit 200
    )

    union

    (
        select client_id
        from data_mart.client_segments
        order by client_id
        limit 200
    )
)

select
    client.client_id,
    o.client_segment,
    o.offer_rank
from client
inner join data_mart.client_offers as o on client.client_id = o.client_id
where
    o.offer is not null
    and (
        exists (
            select 1
            from staging.product_usage as u
            where
                u.client_id = client.client_id
                and u.product_name = o.offer
        )
        or not exists (
            select 1
            from data_mart.segment_products as s
            where
                s.client_segment = o.client_segment
                and s.product_name = o.offer
        )
    )
