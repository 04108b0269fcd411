-- Meaning: the attempts that a name or a number means, and whether what they loaded counts.
-- Grain: attempt, newest first.
-- Caveat: a drop is the same whatever the case of its name and with or without .gz.
select
    l.load_id,
    l.drop_name,
    l.drop_identity,
    l.kind,
    l.status,
    l.sha256,
    l.records_loaded,
    l.finished_at,
    l.error,
    staging.is_in_force(l.load_id) as is_in_force,
    l.retracted_at,
    l.retracted_by,
    l.retraction_reason,
    l.corrects_load_id,
    original.load_id as duplicate_of_load_id,
    original.drop_name as duplicate_of_drop,
    later.load_id as replaced_by_load_id,
    later.drop_name as replaced_by_drop
from staging.load as l
left join staging.load as original on l.duplicate_of_load_id = original.load_id
left join staging.load as later
    on l.load_id = later.replaces_load_id
    and later.retracted_at is null
where
    l.load_id = cast(:load_id as bigint)
    or l.drop_identity = cast(:drop_identity as text)
order by l.load_id desc
