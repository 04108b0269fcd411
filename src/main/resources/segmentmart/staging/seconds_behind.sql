-- Meaning: how long the oldest load that is not in the mart yet has been in staging, or taken out
--          of it, in seconds.
-- Grain: one row.
select
    coalesce(
        extract(epoch from clock_timestamp() - min(coalesce(retracted_at, finished_at))), 0
    )::float8 as seconds
from staging.load
where
    status = 'loaded'
    and refresh_id is null
