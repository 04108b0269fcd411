-- Meaning: how clients moved between segments.
-- Grain: basis, two months, segment before and after.
select *
from data_mart.segment_migration
order by
    basis, from_month, to_month, segment_before collate "C", segment_after collate "C"
