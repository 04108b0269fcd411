-- Meaning: uses whose client no drop has named yet. Making a table, unlike filling one, may use
--          several processors.
-- Grain: unknown client.
-- Inputs: product_usage without its schema, as the rule reads it.
create temporary table orphan_draft on commit drop as
with used as (
    select distinct client_id
    from product_usage
),

unknown as (
    select u.client_id
    from used as u
    where not exists (
        select 1
        from staging.clients as c
        where c.client_id = u.client_id
    )
)

select
    unknown.client_id,
    (
        select count(*)
        from staging.product_usage as u
        where u.client_id = unknown.client_id
    ) as uses
from unknown
