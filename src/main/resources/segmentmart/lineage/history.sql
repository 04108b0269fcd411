-- Meaning: a client as earlier drops said, the newest first, and the load that ended each.
-- Grain: version that a later load changed or removed.
select
    h.client_name,
    h.client_revenue,
    l.drop_name,
    h.line_no,
    h.load_id,
    l.finished_at as loaded_at,
    h.replaced_by_load_id,
    later.drop_name as replaced_by_drop_name,
    count(*) over () as of_all
from staging.clients_history as h
inner join staging.load as l on h.load_id = l.load_id
inner join staging.load as later on h.replaced_by_load_id = later.load_id
where h.client_id = :client_id
order by h.replaced_by_load_id desc
limit :most
