-- Meaning: the segments that the mart has, as its last refresh counted them.
-- Grain: segment.
select jsonb_object_keys(last_good.segments) as client_segment
from (
    select segments
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
) as last_good
order by client_segment
