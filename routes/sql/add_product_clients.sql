-- Meaning: brings the draft of sets into the tally of products.
-- Grain: segment and product.
insert into tally.product_clients as t (client_segment, product_name, clients)
select
    d.client_segment,
    p.product_name,
    sum(d.clients) as clients
from set_draft as d
inner join tally.product as p on get_bit(d.products, p.product_no) = 1
group by d.client_segment, p.product_name
having sum(d.clients) <> 0
on conflict (client_segment, product_name) do update set
    clients = t.clients + excluded.clients
