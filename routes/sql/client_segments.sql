-- Meaning: the segmentation rule. Save a change while the daemon runs, and the mart is rebuilt
--          under it.
-- Grain: client who used a product.
-- Inputs: clients and product_usage of staging, named without their schema: an incremental
--         refresh gives the rule only the clients that the new drops touch.
-- Caveat: a client's row must follow from that client's own rows. A rule that compares clients
--         (a quartile, a rank) needs mart.incremental = false. It is also asked about invented
--         clients, one for each number of products, for the segments of past months.
with used as (
    select
        client_id,
        count(distinct product_name) as usage_count,
        max(usage_date) as last_product_usage_date
    from product_usage
    group by client_id
)

select
    clients.client_id,
    clients.client_name,
    clients.client_revenue,
    used.usage_count,
    case
        when used.usage_count = 1 then '1 продукт'
        when used.usage_count = 2 then '2 продукта'
        else '3+ продуктов'
    end as client_segment,
    used.last_product_usage_date
from clients
inner join used on clients.client_id = used.client_id
