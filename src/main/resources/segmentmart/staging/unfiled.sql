-- Meaning: ended attempts whose files are not noted as moved, though they ended some time ago.
-- Grain: attempt.
select
    load_id,
    drop_name,
    bytes,
    file_modified_at
from staging.load
where
    filed_at is null
    and finished_at < clock_timestamp() - :seconds * interval '1 second'
order by load_id
