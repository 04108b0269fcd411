-- Meaning: notes the uses of touched clients whom no drop has named yet; for an incremental
--          refresh.
-- Grain: unknown client.
with unknown as materialized (
    select t.client_id
    from touched.client as t
    where not exists (
        select 1
        from staging.clients as c
        where c.client_id = t.client_id
    )
)

insert into staging.orphan (client_id, uses)
select
    u.client_id,
    count(*) as uses
from staging.product_usage as u
inner join unknown on u.client_id = unknown.client_id
group by u.client_id
