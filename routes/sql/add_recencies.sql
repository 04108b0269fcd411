-- Meaning: brings how much clients did, and when last, into the tally.
-- Grain: segment, number of products, number of uses and day of the last.
-- Inputs: client_tally, touched.tally_before.
with change as (
    select
        client_segment,
        bit_count(
            substring(ever from length(ever) - (select room from tally.layout) + 1)
        )::integer as products,
        uses,
        last_product_usage_date,
        count(*) as clients
    from client_tally
    where client_segment is not null
    group by 1, 2, 3, 4

    union all

    select
        client_segment,
        bit_count(
            substring(ever from length(ever) - (select room from tally.layout) + 1)
        )::integer as products,
        uses,
        last_product_usage_date,
        -count(*) as clients
    from touched.tally_before
    where client_segment is not null
    group by 1, 2, 3, 4
)

insert into tally.recency as t (
    client_segment, products, uses, last_product_usage_date, clients
)
select
    client_segment,
    products,
    uses,
    last_product_usage_date,
    sum(clients) as clients
from change
group by 1, 2, 3, 4
having sum(clients) <> 0
on conflict (client_segment, products, uses, last_product_usage_date) do update set
    clients = t.clients + excluded.clients
