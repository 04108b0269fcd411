-- Meaning: the clients that an incremental refresh recomputes: those of whom the new loads say
--          anything.
-- Grain: client.
insert into touched.client (client_id)
select client_id
from staging.product_usage
where load_id = any(:?load_ids::bigint [])

union

select c.client_id
from unnest(:?load_ids::bigint []) as l (load_id)
cross join lateral (
    select client_id
    from staging.clients
    where load_id = l.load_id
    -- Each load is asked for by itself.
    offset 0
) as c

union

select client_id
from staging.product_usage_history
where replaced_by_load_id = any(:?load_ids::bigint [])
