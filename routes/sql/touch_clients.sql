-- Meaning: the clients that an incremental refresh recomputes: those of whom the new loads say
--          anything.
-- Grain: client.
-- Caveat: a client of these loads may carry a load by now that was committed since this refresh
--         was planned; so the clients of all loads that wait are touched.
insert into touched.client (client_id)
select client_id
from staging.product_usage
where load_id = any(:?load_ids::bigint [])

union

select c.client_id
from staging.load as l
cross join lateral (
    select client_id
    from staging.clients
    where load_id = l.load_id
    -- Each load is asked for by itself.
    offset 0
) as c
where
    l.kind = 'clients'
    and l.status = 'loaded'
    and l.refresh_id is null

union

select client_id
from staging.removed_usage
where load_id = any(:?load_ids::bigint [])
