-- Meaning: the rows of a rule, as the mart would have them.
-- Grain: client.
insert into mart_on_trial (
    client_id, client_name, client_revenue, usage_count, client_segment, last_product_usage_date
)
select
    client_id,
    client_name,
    client_revenue,
    usage_count,
    client_segment,
    last_product_usage_date
from client_segments_draft
