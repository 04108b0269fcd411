-- Meaning: the segments month by month.
-- Grain: month and segment.
select *
from data_mart.segment_months
where
    cast(:segment as text) is null
    or client_segment = :segment
order by month, client_segment collate "C"
