-- Meaning: versions of clients whose end was a retracted load last until the next one that speaks
--          of the client.
-- Grain: client and version.
-- Caveat: run after retract_clients and forget_retracted_clients, before restore_clients; the
--         history knows no later load that took the client out: a snapshot is retracted only while
--         it is the last.
with ended as (
    select
        h.client_id,
        h.replaced_by_load_id,
        least(
            (
                select c.load_id
                from staging.clients as c
                where
                    c.client_id = h.client_id
                    and c.load_id > h.replaced_by_load_id
            ),
            (
                select min(later.load_id)
                from staging.clients_history as later
                where
                    later.client_id = h.client_id
                    and later.load_id > h.replaced_by_load_id
            )
        ) as next_load_id
    from staging.clients_history as h
    where h.replaced_by_load_id = any(:?load_ids::bigint [])
)

update staging.clients_history as h
set replaced_by_load_id = e.next_load_id
from ended as e
where
    h.client_id = e.client_id
    and h.replaced_by_load_id = e.replaced_by_load_id
    and e.next_load_id is not null
