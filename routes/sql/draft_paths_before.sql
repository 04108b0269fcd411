-- Meaning: the same of the touched clients before this refresh, as negative numbers.
-- Grain: what clients did.
insert into path_draft (ever, clients)
select
    ever,
    -count(*) as clients
from touched.tally_before
where client_segment is not null
group by ever
