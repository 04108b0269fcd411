-- Meaning: brings the draft of steps into the tally.
-- Grain: month, number of products in it and in the next.
insert into tally.step as t (basis, month_no, products, products_after, clients)
select
    'active' as basis,
    month_no,
    products,
    products_after,
    sum(clients) as clients
from step_draft
where products + products_after > 0
group by month_no, products, products_after
having sum(clients) <> 0
on conflict (basis, month_no, products, products_after) do update set
    clients = t.clients + excluded.clients
