-- Meaning: brings the draft of paths into the tally.
-- Grain: numbers of products by the end of each month.
with counted as (
    select
        array(
            select bit_count(substring(d.ever from month * l.room + 1 for l.room))::integer
            from generate_series(0, length(d.ever) / l.room - 1) as month
        ) as products,
        d.clients
    from path_draft as d
    cross join tally.layout as l
)

insert into tally.path as t (products, clients)
select
    products,
    sum(clients) as clients
from counted
group by products
having sum(clients) <> 0
on conflict (products) do update set
    clients = t.clients + excluded.clients
