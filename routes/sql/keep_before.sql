-- Meaning: keeps the touched clients as they are before this refresh, to be taken out of the
--          tallies.
-- Grain: touched client.
with segments as (
    insert into touched.before (client_id, client_segment, client_revenue, usage_count)
    select
        client_id,
        client_segment,
        client_revenue,
        usage_count
    from touched.client_segments
)

insert into touched.tally_before (
    client_id, client_segment, last_product_usage_date, uses, active, ever
)
select
    client_id,
    client_segment,
    last_product_usage_date,
    uses,
    active,
    ever
from touched.client_tally
