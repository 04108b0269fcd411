-- Meaning: takes the whole client base to the history, to make room for a snapshot.
-- Grain: client.
with removed as (
    delete from staging.clients
    returning *
)

insert into staging.clients_history (
    client_id, client_name, client_revenue, load_id, line_no, replaced_by_load_id
)
select
    client_id,
    client_name,
    client_revenue,
    load_id,
    line_no,
    :?load_id::bigint as replaced_by_load_id
from removed
