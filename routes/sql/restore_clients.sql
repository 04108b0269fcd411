-- Meaning: brings back the clients as they were before retracted loads changed or removed them.
-- Grain: client.
-- Caveat: run after rejoin_clients, which leaves those whom no later load speaks of.
with restored as (
    delete from staging.clients_history
    where replaced_by_load_id = any(:?load_ids::bigint [])
    returning *
)

insert into staging.clients (client_id, client_name, client_revenue, load_id, line_no)
select
    client_id,
    client_name,
    client_revenue,
    load_id,
    line_no
from restored
