-- Meaning: brings the draft of sets into the tally of pairs.
-- Grain: pair of products.
with set_of_mart as (
    select
        products,
        sum(clients) as clients
    from set_draft
    where client_segment is not null
    group by products
)

insert into tally.pair as t (product_a, product_b, clients)
select
    a.product_name as product_a,
    b.product_name as product_b,
    sum(d.clients) as clients
from set_of_mart as d
inner join tally.product as a on get_bit(d.products, a.product_no) = 1
inner join tally.product as b
    on a.product_no < b.product_no
    and get_bit(d.products, b.product_no) = 1
group by a.product_name, b.product_name
having sum(d.clients) <> 0
on conflict (product_a, product_b) do update set
    clients = t.clients + excluded.clients
