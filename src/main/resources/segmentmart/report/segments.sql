-- Meaning: the segments, the one of the fewest products first.
-- Grain: segment.
select *
from data_mart.segment_summary
order by segment_no
