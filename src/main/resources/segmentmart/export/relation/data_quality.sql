-- Meaning: what to know before trusting a figure.
-- Grain: one row.
select *
from data_mart.data_quality
