-- Meaning: how many clients of the mart had used the same products by the end of each month.
-- Grain: what clients did.
-- Inputs: client_tally.
create temporary table path_draft on commit drop as
select
    ever,
    count(*) as clients
from client_tally
where client_segment is not null
group by ever
