-- Meaning: the segments, the one of the fewest products first.
-- Grain: segment.
select *
from data_mart.segment_summary
where
    cast(:segment as text) is null
    or client_segment = :segment
order by segment_no
