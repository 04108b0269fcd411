-- Meaning: segments whose clients are not as many in segment_summary as the refresh counted.
-- Grain: segment.
with counted as (
    select
        key as client_segment,
        value::bigint as clients
    from jsonb_each_text(:?segments::jsonb)
)

select
    coalesce(s.client_segment, counted.client_segment) as client_segment,
    s.clients as clients,
    counted.clients as counted
from data_mart.segment_summary as s
full join counted on s.client_segment = counted.client_segment
where s.clients is distinct from counted.clients
