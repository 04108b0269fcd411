-- Meaning: brings into the mart the rows of the draft that differ there; the others are not
--          touched.
-- Grain: client.
update data_mart.client_segments as m
set
    client_name = d.client_name,
    client_revenue = d.client_revenue,
    usage_count = d.usage_count,
    client_segment = d.client_segment,
    last_product_usage_date = d.last_product_usage_date
from client_segments_draft as d
where
    m.client_id = d.client_id
    and (
        d.client_name, d.client_revenue, d.usage_count, d.client_segment, d.last_product_usage_date
    ) is distinct from (
        m.client_name, m.client_revenue, m.usage_count, m.client_segment, m.last_product_usage_date
    )
