-- Meaning: brings into the mart the rows whose clients are new there.
-- Grain: client.
insert into data_mart.client_segments (
    client_id, client_name, client_revenue, usage_count, client_segment, last_product_usage_date
)
select
    client_id,
    client_name,
    client_revenue,
    usage_count,
    client_segment,
    last_product_usage_date
from client_segments_new
