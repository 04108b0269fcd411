-- Meaning: uses whose client no drop has named yet.
-- Grain: unknown client.
-- Inputs: product_usage without its schema, as the rule reads it.
insert into staging.orphan (client_id, uses)
select
    u.client_id,
    count(*) as uses
from product_usage as u
where not exists (
    select 1
    from staging.clients as c
    where c.client_id = u.client_id
)
group by u.client_id
