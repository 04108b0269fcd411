-- Meaning: how products go together.
-- Grain: ordered pair of different products.
-- Inputs: tally.pair, tally.product_clients, tally.income.
-- Caveat: over the clients of the mart. Pairs of less than 30 clients are marked: their figures may
--         be chance. That products go together does not say that one leads to the other.
with client as (
    select sum(clients) as n
    from tally.income
),

product as (
    select
        product_name,
        sum(clients) as clients
    from tally.product_clients
    where client_segment is not null
    group by product_name
),

both_ways as (
    select
        product_a,
        product_b,
        clients
    from tally.pair

    union all

    select
        product_b,
        product_a,
        clients
    from tally.pair
)

select
    a.product_name as product_a,
    b.product_name as product_b,
    coalesce(p.clients, 0)::bigint as clients,
    a.clients::bigint as clients_a,
    b.clients::bigint as clients_b,
    coalesce(p.clients, 0)::double precision / a.clients::double precision as probability_b_given_a,
    coalesce(p.clients, 0)::double precision * (select n from client)::double precision
    / (a.clients::double precision * b.clients::double precision) as lift,
    coalesce(p.clients, 0) < 30 as is_too_few
from product as a
inner join product as b on a.product_name <> b.product_name
left join both_ways as p
    on a.product_name = p.product_a
    and b.product_name = p.product_b
