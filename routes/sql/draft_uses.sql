-- Meaning: the uses of clients. Making a table, unlike filling one, may use several processors.
-- Grain: segment, product and day.
-- Inputs: product_usage, client_segments.
create temporary table use_draft on commit drop as
select
    m.client_segment,
    u.product_name,
    u.usage_date,
    count(*) as uses
from product_usage as u
left join client_segments as m on u.client_id = m.client_id
group by m.client_segment, u.product_name, u.usage_date
