-- Meaning: how many clients have which set of products.
-- Grain: segment and set.
-- Inputs: client_tally, that is of the touched clients or of all.
create temporary table set_draft on commit drop as
select
    client_segment,
    substring(ever from length(ever) - (select room from tally.layout) + 1) as products,
    count(*) as clients
from client_tally
group by 1, 2
