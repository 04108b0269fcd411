-- Meaning: the segments, the one of the fewest products first, as a JSON array.
-- Grain: one row.
select coalesce(json_agg(r order by r.segment_no), '[]')::text as answer
from data_mart.segment_summary as r
