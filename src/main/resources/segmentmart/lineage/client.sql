-- Meaning: a client as the drop that spoke last of him said, and where in it.
-- Grain: one row, or none where no drop in force names him.
select
    c.client_name,
    c.client_revenue,
    l.drop_name,
    c.line_no,
    c.load_id,
    l.finished_at as loaded_at
from staging.clients as c
inner join staging.load as l on c.load_id = l.load_id
where c.client_id = :client_id
