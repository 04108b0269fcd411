-- Meaning: loads that the mart has not taken note of yet and that bear on a client: they brought
--          or removed his row or uses of his, or were taken out, so that nobody knows any more.
-- Grain: load.
select
    l.load_id,
    l.drop_name
from staging.load as l
where
    l.status = 'loaded'
    and l.refresh_id is null
    and (
        exists (
            select 1
            from staging.clients as c
            where
                c.client_id = :client_id
                and c.load_id = l.load_id
        )
        or exists (
            select 1
            from staging.clients_history as h
            where
                h.client_id = :client_id
                and h.replaced_by_load_id = l.load_id
        )
        or exists (
            select 1
            from staging.product_usage as u
            where
                u.client_id = :client_id
                and u.load_id = l.load_id
        )
        or exists (
            select 1
            from staging.product_usage_history as h
            where
                h.client_id = :client_id
                and h.replaced_by_load_id = l.load_id
        )
        or l.retracted_at is not null
    )
order by l.load_id
