-- Meaning: lets no drop be judged that has the content of what is taken out, or of what comes back
--          for it.
-- Grain: load; the locks end with the transaction.
with taken as (
    select *
    from staging.load
    where load_id in (select staging.with_corrections(:?load_id::bigint))
),

coming_back as (
    select earlier.*
    from taken
    cross join lateral staging.with_corrections(taken.replaces_load_id) as back (load_id)
    inner join staging.load as earlier on back.load_id = earlier.load_id
    where taken.replaces_load_id not in (select load_id from taken)
)

select pg_advisory_xact_lock(hashtextextended('content ' || sha256, 0)) as by_content
from (
    select sha256 from taken

    union

    select sha256 from coming_back
) as content
order by sha256
