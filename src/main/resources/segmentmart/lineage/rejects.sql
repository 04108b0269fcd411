-- Meaning: open rejects that may be about a client: his number is their client_id, or their first
--          field; or they lie in a snapshot where the record of his number would.
-- Grain: rejected record.
-- Caveat: reads through the rejects, so it is asked only of clients whom the mart does not have.
with candidate as materialized (
    select
        r.load_id,
        l.drop_name,
        r.line_no,
        r.message
    from staging.rejected_record as r
    inner join staging.load as l on r.load_id = l.load_id
    where
        r.resolved_by_load_id is null
        and case
            when l.snapshot and l.format = 'csv' then r.line_no - 1 = :client_id
            when l.snapshot then r.line_no = :client_id
            when l.format = 'csv' then r.raw ~ :first_field
            else r.raw ~ :id_key
        end
)

select *
from candidate
where staging.is_in_force(load_id)
order by load_id desc, line_no
limit 20
