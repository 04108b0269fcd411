-- Meaning: what to know before trusting a figure, as a JSON object.
-- Grain: one row.
select row_to_json(r)::text as answer
from data_mart.data_quality as r
