-- Meaning: brings what clients earn, and how many products they have, into the tally.
-- Grain: segment, number of products and income.
-- Inputs: segment_change, of the touched clients or of all.
insert into tally.income as t (client_segment, usage_count, client_revenue, clients)
select
    client_segment,
    usage_count,
    client_revenue,
    sum(sign) as clients
from segment_change
group by client_segment, usage_count, client_revenue
having sum(sign) <> 0
on conflict (client_revenue, usage_count, client_segment) do update set
    clients = t.clients + excluded.clients
