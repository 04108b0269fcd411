-- Meaning: the first attempt of a drop after another attempt.
-- Grain: one row at most.
select
    load_id,
    drop_name,
    status,
    records_read,
    records_loaded,
    records_rejected,
    records_superseded,
    replaces_load_id,
    duplicate_of_load_id,
    refresh_id,
    started_at,
    finished_at,
    extract(epoch from finished_at - started_at)::float8 as seconds,
    error
from staging.load
where
    drop_name = :drop_name
    and load_id > :after_load_id
order by load_id
limit 1
