-- Meaning: how many of the touched clients had which set of products, as negative numbers.
-- Grain: segment and set.
insert into set_draft (client_segment, products, clients)
select
    client_segment,
    substring(ever from length(ever) - (select room from tally.layout) + 1) as products,
    -count(*) as clients
from touched.tally_before
group by 1, 2
