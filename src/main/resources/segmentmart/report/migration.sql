-- Meaning: how clients moved from the month before the newest to the newest.
-- Grain: basis, segment before and after.
select *
from data_mart.segment_migration
where
    to_month = (select max(month) from data_mart.segment_months)
    and from_month = (select max(month) - interval '1 month' from data_mart.segment_months)
order by basis, segment_before collate "C" nulls first, segment_after collate "C" nulls first
