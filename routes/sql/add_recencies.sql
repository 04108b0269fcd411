-- Meaning: brings how much clients did, and when last, into the tally.
-- Grain: segment, number of products, number of uses and day of the last.
-- Inputs: client_change, of the touched clients or of all.
insert into tally.recency as t (
    client_segment, products, uses, last_product_usage_date, clients
)
select
    client_segment,
    bit_count(
        substring(ever from length(ever) - (select room from tally.layout) + 1)
    )::integer as products,
    uses,
    last_product_usage_date,
    sum(sign) as clients
from client_change
where client_segment is not null
group by 1, 2, 3, 4
having sum(sign) <> 0
on conflict (client_segment, products, uses, last_product_usage_date) do update set
    clients = t.clients + excluded.clients
