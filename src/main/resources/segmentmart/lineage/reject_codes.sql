-- Meaning: how many records were set aside for each reason, of those that set_aside.sql tells of.
-- Grain: reason.
with load_asked as (
    select
        load_id,
        staging.is_in_force(load_id) as is_in_force
    from staging.load
    where
        records_rejected > 0
        and (cast(:load_id as bigint) is null or load_id = :load_id)
        and (cast(:drop_identity as text) is null or drop_identity = :drop_identity)
)

select
    r.code,
    count(*) as records
from staging.rejected_record as r
inner join load_asked as l on r.load_id = l.load_id
where
    cast(:is_all as boolean)
    or (r.resolved_by_load_id is null and l.is_in_force)
group by r.code
order by records desc, r.code
