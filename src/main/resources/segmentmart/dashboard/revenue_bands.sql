-- Meaning: tenths of the clients by income, and their segments, as a JSON array.
-- Grain: one row.
select coalesce(json_agg(r order by r.band, r.client_segment collate "C"), '[]')::text as answer
from data_mart.revenue_bands as r
where
    cast(:?segment as text) is null
    or r.client_segment = :?segment
