-- Meaning: the segments of the last twelve months.
-- Grain: month and segment.
select *
from data_mart.segment_months
where month > (
    select max(month) - interval '12 months'
    from data_mart.segment_months
)
order by month, client_segment collate "C"
