-- Meaning: the first records of a plan's drop that would be set aside.
-- Grain: rejected record.
select
    line_no,
    code,
    message
from staging.rejected_record
where load_id = :load_id
order by line_no, reject_id
limit 10
