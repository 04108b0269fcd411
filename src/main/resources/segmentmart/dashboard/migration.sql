-- Meaning: how clients moved between segments from one month to a later one, as a JSON array.
-- Grain: one row.
select
    coalesce(
        json_agg(
            json_build_object(
                'segment_before', segment_before,
                'segment_after', segment_after,
                'clients', clients
            )
            order by segment_before collate "C", segment_after collate "C"
        ),
        '[]'
    )::text as answer
from data_mart.segment_migration
where
    basis = :?basis
    and from_month = to_date(:?from, 'YYYY-MM')
    and to_month = to_date(:?to, 'YYYY-MM')
