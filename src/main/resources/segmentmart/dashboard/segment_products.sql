-- Meaning: the products that clients of a segment used, that of most of them first, as a JSON
--          array.
-- Grain: one row.
select
    coalesce(
        json_agg(r order by r.client_segment collate "C", r.segment_rank), '[]'
    )::text as answer
from data_mart.segment_products as r
where
    cast(:?segment as text) is null
    or r.client_segment = :?segment
