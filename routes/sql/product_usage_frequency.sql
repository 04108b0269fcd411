-- Meaning: how often each product was used.
-- Grain: product.
-- Inputs: tally.uses, tally.product_clients.
-- Caveat: uses whose client is unknown are among them, so that the uses add up to those of
--         staging.product_usage.
with used as (
    select
        product_name,
        sum(uses) as uses
    from tally.uses
    group by product_name
),

known as (
    select
        product_name,
        sum(clients) as clients
    from tally.product_clients
    group by product_name
)

select
    used.product_name,
    used.uses,
    coalesce(known.clients, 0) as clients,
    used.uses::double precision / sum(used.uses) over () as share
from used
left join known on used.product_name = known.product_name
