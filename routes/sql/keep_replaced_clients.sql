-- Meaning: keeps the rows that the next chunk of clients changes, as earlier loads left them.
-- Grain: client.
insert into staging.clients_history (
    client_id, client_name, client_revenue, load_id, line_no, replaced_by_load_id
)
select
    c.client_id,
    c.client_name,
    c.client_revenue,
    c.load_id,
    c.line_no,
    :?load_id::bigint as replaced_by_load_id
from staging.clients as c
where
    c.client_id in (select unnest(:?client_ids::integer []))
    and c.load_id <> :?load_id
