-- Meaning: notes the days that are new.
-- Grain: day.
insert into tally.day (usage_date, month)
select distinct
    usage_date,
    date_trunc('month', usage_date::timestamp)::date as month
from use_draft
on conflict (usage_date) do nothing
