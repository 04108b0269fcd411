-- Meaning: one chunk of clients whom the base does not know, each array a column; of an id given
--          twice the later record wins.
-- Grain: client.
-- Caveat: run after look_for_clients; half the time of upsert_clients, which looks for each.
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
