-- Meaning: lets no drop be judged that has the content of what is taken out, or of what comes back
--          for it.
-- Grain: load; the locks end with the transaction.
with recursive taken as (
    select *
    from staging.load
    where load_id = :?load_id

    union all

    select correction.*
    from staging.load as correction
    inner join taken on correction.corrects_load_id = taken.load_id
    where
        correction.status = 'loaded'
        and correction.retracted_at is null
),

coming_back as (
    select earlier.*
    from staging.load as earlier
    inner join taken on earlier.load_id = taken.replaces_load_id
    where earlier.load_id not in (select load_id from taken)

    union all

    select correction.*
    from staging.load as correction
    inner join coming_back on correction.corrects_load_id = coming_back.load_id
    where
        correction.status = 'loaded'
        and correction.retracted_at is null
)

select pg_advisory_xact_lock(hashtextextended('content ' || sha256, 0)) as by_content
from (
    select sha256 from taken

    union

    select sha256 from coming_back
) as content
order by sha256
