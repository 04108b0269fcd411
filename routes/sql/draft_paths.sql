-- Meaning: how many clients of the mart more, or less, had used the same products by the end of
--          each month.
-- Grain: what clients did.
-- Inputs: client_change, of the touched clients or of all.
create temporary table path_draft on commit drop as
select
    ever,
    sum(sign) as clients
from client_change
where client_segment is not null
group by ever
