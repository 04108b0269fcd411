-- Meaning: keeps the segments of the clients as they are before the drops of a plan.
-- Grain: client of the mart.
create temporary table segment_before on commit drop as
select
    client_id,
    client_segment
from data_mart.client_segments
