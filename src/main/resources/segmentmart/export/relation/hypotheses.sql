-- Meaning: the hypotheses and what the data say to them.
-- Grain: hypothesis.
select *
from data_mart.hypotheses
order by hypothesis
