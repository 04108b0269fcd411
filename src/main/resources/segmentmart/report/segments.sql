-- Meaning: the segments, the smallest engagement first.
-- Grain: segment.
select *
from data_mart.segment_summary
order by client_segment collate "C"
