-- Meaning: the products that the clients of a segment used, the most popular first.
-- Grain: segment and product.
-- Inputs: tally.product_clients, tally.uses.
-- Caveat: rank by clients; ties by the product's uses overall, by known clients and others, then by
--         name. client_offers follows this rank.
with used as (
    select
        client_segment,
        product_name,
        sum(uses) as uses
    from tally.uses
    group by client_segment, product_name
),

overall as (
    select
        product_name,
        sum(uses) as uses
    from used
    group by product_name
)

select
    c.client_segment,
    c.product_name,
    c.clients,
    coalesce(used.uses, 0) as uses,
    row_number() over (
        partition by c.client_segment
        order by c.clients desc, overall.uses desc nulls last, c.product_name collate "C"
    ) as segment_rank
from tally.product_clients as c
left join used
    on c.client_segment = used.client_segment
    and c.product_name = used.product_name
left join overall on c.product_name = overall.product_name
where c.client_segment is not null
