-- Meaning: attempts, of all drops or of one, since an attempt.
-- Grain: attempt, newest first.
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
    corrects_load_id,
    (
        select count(*)
        from staging.rejected_record as r
        where
            r.load_id = load.corrects_load_id
            and r.resolved_by_load_id = load.load_id
    ) as rejects_closed,
    retracted_at,
    retracted_by,
    retraction_reason,
    refresh_id,
    started_at,
    finished_at,
    extract(epoch from finished_at - started_at)::float8 as seconds,
    error
from staging.load
where
    load_id > :after_load_id
    and (:drop_name::text is null or drop_name = :drop_name)
order by load_id desc
limit :count
