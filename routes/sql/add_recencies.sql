-- Meaning: brings how much clients did, and when last, into the tally.
-- Grain: segment, number of uses and day of the last.
-- Inputs: client_tally, touched.tally_before.
with change as (
    select
        client_segment,
        uses,
        last_product_usage_date,
        count(*) as clients
    from client_tally
    where client_segment is not null
    group by client_segment, uses, last_product_usage_date

    union all

    select
        client_segment,
        uses,
        last_product_usage_date,
        -count(*) as clients
    from touched.tally_before
    where client_segment is not null
    group by client_segment, uses, last_product_usage_date
)

insert into tally.recency as t (client_segment, uses, last_product_usage_date, clients)
select
    client_segment,
    uses,
    last_product_usage_date,
    sum(clients) as clients
from change
group by client_segment, uses, last_product_usage_date
having sum(clients) <> 0
on conflict (client_segment, uses, last_product_usage_date) do update set
    clients = t.clients + excluded.clients
