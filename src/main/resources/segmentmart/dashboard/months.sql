-- Meaning: the segments month by month, as a JSON array.
-- Grain: one row.
with ladder as (
    select
        client_segment,
        min(products) as products_from
    from tally.ladder
    group by client_segment
),

told as (
    select
        m.*,
        l.products_from
    from data_mart.segment_months as m
    left join ladder as l on m.client_segment = l.client_segment
    where
        cast(:?segment as text) is null
        or m.client_segment = :?segment
)

select
    coalesce(
        json_agg(
            told
            order by told.month, told.products_from, told.client_segment collate "C"
        ),
        '[]'
    )::text as answer
from told
