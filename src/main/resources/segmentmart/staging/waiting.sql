-- Meaning: drops that wait in the inbox after a failed try.
-- Grain: file name.
select
    drop_name,
    tries,
    counted_tries,
    error,
    first_failed_at,
    last_failed_at
from staging.waiting_drop
order by drop_name
