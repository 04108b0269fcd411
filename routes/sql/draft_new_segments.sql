-- Meaning: the rows of the draft whose clients are new in the mart.
-- Grain: client.
-- Caveat: apart from their insert, for a statement that looks into the table it fills may look
--         through what it has just put there, once for each row.
create temporary table client_segments_new on commit drop as
select d.*
from client_segments_draft as d
where not exists (
    select 1
    from data_mart.client_segments as m
    where m.client_id = d.client_id
)
