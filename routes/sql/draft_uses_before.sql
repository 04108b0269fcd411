-- Meaning: the uses of the touched clients before this refresh, as negative numbers: those of loads
--          that were in the mart, with what the new loads removed of them.
-- Grain: segment, product and day.
-- Inputs: product_usage and product_usage_history of touched, touched.before.
with use_before as (
    select
        client_id,
        product_name,
        usage_date
    from touched.product_usage
    where load_id <> all(:?load_ids::bigint [])

    union all

    select
        client_id,
        product_name,
        usage_date
    from touched.product_usage_history
    where
        replaced_by_load_id = any(:?load_ids::bigint [])
        and load_id <> all(:?load_ids::bigint [])
)

insert into use_draft (client_segment, product_name, usage_date, uses)
select
    b.client_segment,
    u.product_name,
    u.usage_date,
    -count(*) as uses
from use_before as u
left join touched.before as b on u.client_id = b.client_id
group by b.client_segment, u.product_name, u.usage_date
