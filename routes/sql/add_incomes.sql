-- Meaning: brings what clients earn, and how many products they have, into the tally.
-- Grain: segment, number of products and income.
-- Inputs: client_segments, touched.before.
with change as (
    select
        client_segment,
        usage_count,
        client_revenue,
        count(*) as clients
    from client_segments
    group by client_segment, usage_count, client_revenue

    union all

    select
        client_segment,
        usage_count,
        client_revenue,
        -count(*) as clients
    from touched.before
    where client_segment is not null
    group by client_segment, usage_count, client_revenue
)

insert into tally.income as t (client_segment, usage_count, client_revenue, clients)
select
    client_segment,
    usage_count,
    client_revenue,
    sum(clients) as clients
from change
group by client_segment, usage_count, client_revenue
having sum(clients) <> 0
on conflict (client_revenue, usage_count, client_segment) do update set
    clients = t.clients + excluded.clients
