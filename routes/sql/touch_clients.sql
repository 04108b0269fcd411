-- Meaning: the clients that an incremental refresh recomputes: those of whom the new loads say
--          anything.
-- Grain: client.
insert into touched.client (client_id)
select client_id
from staging.product_usage
where load_id = any(:?load_ids::bigint [])

union

select client_id
from staging.clients
where
    load_id = any(:?load_ids::bigint [])
    and exists (
        select 1
        from staging.load as l
        where
            l.load_id = any(:?load_ids::bigint [])
            and l.kind = 'clients'
    )

union

select client_id
from staging.removed_usage
where load_id = any(:?load_ids::bigint [])
