-- Meaning: brings into the mart the rows of the draft whose clients are new there.
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
where not exists (
    select 1
    from data_mart.client_segments as m
    where m.client_id = d.client_id
)
