-- Meaning: brings into the tally how the number of products used by then grew.
-- Grain: month, number of products before and after.
with counted as (
    select
        month as month_no,
        case
            when month = 0 then 0
            else bit_count(substring(d.ever from (month - 1) * l.room + 1 for l.room))
        end::integer as products,
        bit_count(substring(d.ever from month * l.room + 1 for l.room))::integer as products_after,
        d.clients
    from path_draft as d
    cross join tally.layout as l
    cross join lateral generate_series(0, length(d.ever) / l.room - 1) as month
)

insert into tally.step as t (basis, month_no, products, products_after, clients)
select
    'ever' as basis,
    month_no,
    products,
    products_after,
    sum(clients) as clients
from counted
where products < products_after
group by month_no, products, products_after
having sum(clients) <> 0
on conflict (basis, month_no, products, products_after) do update set
    clients = t.clients + excluded.clients
