-- Meaning: lets the next correction answer the rejects that a retracted one had answered: the
--          first that was large enough, and would have, had that one never come.
-- Grain: rejected record.
update staging.rejected_record as r
set resolved_by_load_id = other.load_id
from (
    select
        l.corrects_load_id,
        min(l.load_id) as load_id
    from staging.load as l
    where
        l.corrects_load_id in (
            select corrects_load_id
            from staging.load
            where load_id = any(:?load_ids::bigint [])
        )
        and l.corrects_load_id <> all(:?load_ids::bigint [])
        and l.status = 'loaded'
        and l.retracted_at is null
        and l.load_id <> all(:?load_ids::bigint [])
        and l.records_read >= (
            select count(*)
            from staging.rejected_record as answered
            where
                answered.load_id = l.corrects_load_id
                and answered.resolved_by_load_id = any(:?load_ids::bigint [])
        )
    group by l.corrects_load_id
) as other
where
    r.load_id = other.corrects_load_id
    and r.resolved_by_load_id = any(:?load_ids::bigint [])
