-- Meaning: one chunk of clients, each array a column; of an id given twice the later record
--          wins.
-- Grain: client.
insert into staging.clients (client_id, client_name, client_revenue, load_id, line_no)
select distinct on (r.client_id)
    r.client_id,
    r.client_name,
    r.client_revenue,
    :?load_id::bigint as load_id,
    r.line_no
from unnest(
    :?client_ids::integer [], :?client_names::text [], :?client_revenues::integer [],
    :?line_nos::integer []
) as r (client_id, client_name, client_revenue, line_no)
order by
    r.client_id asc,
    r.line_no desc
on conflict (client_id) do update set
    client_name = excluded.client_name,
    client_revenue = excluded.client_revenue,
    load_id = excluded.load_id,
    line_no = excluded.line_no
