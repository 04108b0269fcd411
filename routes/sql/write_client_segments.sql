-- Meaning: brings into the mart the rows of the draft that are new there or differ; the others
--          are not touched.
-- Grain: client.
insert into data_mart.client_segments (
    client_id, client_name, client_revenue, usage_count, client_segment, last_product_usage_date
)
select
    d.client_id,
    d.client_name,
    d.client_revenue,
    d.usage_count,
    d.client_segment,
    d.last_product_usage_date
from client_segments_draft as d
left join data_mart.client_segments as m on d.client_id = m.client_id
where
    m.client_id is null
    or (d.client_name, d.client_revenue, d.usage_count, d.client_segment, d.last_product_usage_date)
    is distinct from (m.client_name, m.client_revenue, m.usage_count, m.client_segment,
    m.last_product_usage_date)
on conflict (client_id) do update set
    client_name = excluded.client_name,
    client_revenue = excluded.client_revenue,
    usage_count = excluded.usage_count,
    client_segment = excluded.client_segment,
    last_product_usage_date = excluded.last_product_usage_date
