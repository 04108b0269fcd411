-- Meaning: loads that the mart has not taken note of yet and that bear on a client: they brought
--          or removed his row or uses of his, or were taken out, so that nobody knows any more.
-- Grain: load.
-- Caveat: replaced uses are found by the load that did it, everything else by the client.
select
    l.load_id,
    l.drop_name
from staging.load as l
where
    l.status = 'loaded'
    and l.refresh_id is null
    and (
        l.retracted_at is not null
        or l.load_id in (
            select load_id
            from staging.clients
            where client_id = :client_id

            union all

            select replaced_by_load_id
            from staging.clients_history
            where client_id = :client_id

            union all

            select load_id
            from staging.product_usage
            where client_id = :client_id
        )
        or exists (
            select 1
            from staging.product_usage_history as h
            where
                h.client_id = :client_id
                and h.replaced_by_load_id = l.load_id
        )
    )
order by l.load_id
