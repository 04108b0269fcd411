-- Meaning: uses whose client no drop has named yet; for a full refresh. Making a table, unlike
--          filling one, may use several processors.
-- Grain: unknown client.
create temporary table orphan_draft on commit drop as
select
    u.client_id,
    count(*) as uses
from staging.product_usage as u
where not exists (
    select 1
    from staging.clients as c
    where c.client_id = u.client_id
)
group by u.client_id
