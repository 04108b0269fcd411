-- Meaning: the drops that hold uses dated after today.
-- Grain: drop.
select distinct l.drop_name
from staging.product_usage as u
inner join staging.load as l on u.load_id = l.load_id
where u.usage_date > current_date
order by l.drop_name
limit 5
