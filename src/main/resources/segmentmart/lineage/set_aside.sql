-- Meaning: records that were set aside: open; closed by a correction; or void, because their load
--          was replaced or taken back and counts no more.
-- Grain: record of a drop, newest load first.
-- Caveat: without is_all the open ones; without load_id, drop_identity or last there is no limit.
with load_asked as (
    select
        load_id,
        drop_name,
        staging.is_in_force(load_id) as is_in_force
    from staging.load
    where
        records_rejected > 0
        and (cast(:load_id as bigint) is null or load_id = :load_id)
        and (cast(:drop_identity as text) is null or drop_identity = :drop_identity)
)

select
    l.drop_name,
    r.load_id,
    r.line_no,
    r.field,
    r.code,
    r.message,
    left(r.raw, :characters) as raw,
    case
        when r.resolved_by_load_id is not null then 'closed'
        when l.is_in_force then 'open'
        else 'void'
    end as state,
    r.resolved_by_load_id,
    correction.drop_name as resolved_by_drop_name
from staging.rejected_record as r
inner join load_asked as l on r.load_id = l.load_id
left join staging.load as correction on r.resolved_by_load_id = correction.load_id
where
    cast(:is_all as boolean)
    or (r.resolved_by_load_id is null and l.is_in_force)
order by r.load_id desc, r.line_no, r.reject_id
limit cast(:last as bigint)
offset :offset
