-- Meaning: the segments of the last twelve months up to today, the one of the fewest products first.
-- Grain: month and segment.
select m.*
from data_mart.segment_months as m
left join data_mart.segment_summary as s on m.client_segment = s.client_segment
where
    m.month > (
        select max(month) - interval '12 months'
        from data_mart.segment_months
        where month <= current_date
    )
    and m.month <= current_date
order by m.month, s.segment_no, m.client_segment collate "C"
