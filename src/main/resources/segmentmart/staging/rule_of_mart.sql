-- Meaning: the rule that the last refresh which went well applied.
-- Grain: one row; none before the first.
select rule_sha256
from data_mart.refresh
where error is null
order by refresh_id desc
limit 1
