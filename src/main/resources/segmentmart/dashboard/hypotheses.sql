-- Meaning: the hypotheses and what the data say to them, as a JSON array.
-- Grain: one row.
select coalesce(json_agg(r order by r.hypothesis), '[]')::text as answer
from data_mart.hypotheses as r
