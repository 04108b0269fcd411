-- Meaning: how the clients would move between segments; null for outside the mart.
-- Grain: segment before and after.
select
    b.client_segment as segment_before,
    a.client_segment as segment_after,
    count(*) as clients
from segment_before as b
full join data_mart.client_segments as a on b.client_id = a.client_id
where b.client_segment is distinct from a.client_segment
group by b.client_segment, a.client_segment
order by b.client_segment nulls last, a.client_segment nulls last
