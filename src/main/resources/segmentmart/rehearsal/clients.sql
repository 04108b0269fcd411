-- Meaning: the clients whom the drops of a plan bring, change or take out.
-- Grain: one row.
with brought as (
    select
        client_id,
        client_name,
        client_revenue
    from staging.clients
    where load_id in (:load_ids)
),

before as (
    select
        client_id,
        client_name,
        client_revenue
    from staging.clients_history
    where
        replaced_by_load_id in (:load_ids)
        and load_id not in (:load_ids)
)

select
    count(*) filter (where before.client_id is null) as clients_new,
    count(*) filter (
        where (brought.client_name, brought.client_revenue)
        is distinct from (before.client_name, before.client_revenue)
        and brought.client_id = before.client_id
    ) as clients_changed,
    count(*) filter (
        where (brought.client_name, brought.client_revenue)
        is not distinct from (before.client_name, before.client_revenue)
        and brought.client_id = before.client_id
    ) as clients_the_same,
    count(*) filter (where brought.client_id is null) as clients_removed
from brought
full join before on brought.client_id = before.client_id
