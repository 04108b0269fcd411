-- Meaning: the first client whom a rule gives more than one row.
-- Grain: one row; none where it gives each client one.
select client_id
from client_segments_draft
group by client_id
having count(*) > 1
order by client_id
limit 1
