-- Meaning: what to offer to each client: the product that most of his segment use and he does not.
-- Grain: client of the mart.
-- Inputs: data_mart.client_segments, data_mart.segment_products, tally.client.
-- Caveat: null where the client has every product that his segment uses. The definition of a view:
--         readers wait a moment when it is changed.
select
    m.client_id,
    m.client_segment,
    best.product_name as offer,
    best.segment_rank as offer_rank
from data_mart.client_segments as m
left join tally.client as c on m.client_id = c.client_id
left join lateral (
    select
        s.product_name,
        s.segment_rank
    from data_mart.segment_products as s
    inner join tally.product as p on s.product_name = p.product_name
    cross join tally.layout as l
    where
        s.client_segment = m.client_segment
        and (
            c.ever is null
            or get_bit(c.ever, length(c.ever) - l.room + p.product_no) = 0
        )
    order by s.segment_rank
    limit 1
) as best on true
