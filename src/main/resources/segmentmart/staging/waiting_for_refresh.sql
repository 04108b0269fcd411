-- Meaning: loads that are not in the mart yet.
-- Grain: one row.
select count(*) as loads
from staging.load
where
    status = 'loaded'
    and refresh_id is null
