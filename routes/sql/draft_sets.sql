-- Meaning: how many clients more, or less, have which set of products.
-- Grain: segment and set.
-- Inputs: client_change, of the touched clients or of all.
create temporary table set_draft on commit drop as
select
    client_segment,
    substring(ever from length(ever) - (select room from tally.layout) + 1) as products,
    sum(sign) as clients
from client_change
group by 1, 2
