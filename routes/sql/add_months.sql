-- Meaning: gives months that are new a place behind the others.
-- Grain: month.
with new_month as (
    select distinct month
    from tally.day
    where month not in (select month from tally.month)
)

insert into tally.month (month_no, month)
select
    (select coalesce(max(month_no), -1) from tally.month) + row_number() over (order by month)
        as month_no,
    month
from new_month
