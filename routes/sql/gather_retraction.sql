-- Meaning: the loads that are taken out together, and those that come back for them; no drop with
--          the content of any is judged from now on.
-- Grain: one row; the locks end with the transaction.
-- Caveat: run after lock_drop, which holds up corrections and versions of the drop: what is
--         gathered stays so. A load goes with the corrections to it.
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
),

locked as materialized (
    select pg_advisory_xact_lock(hashtextextended('content ' || sha256, 0)) as by_content
    from (
        select sha256 from taken

        union

        select sha256 from coming_back
    ) as content
    order by sha256
)

select
    (select array_agg(load_id order by load_id) from taken)::text as load_ids,
    (select coalesce(array_agg(load_id), '{}') from coming_back)::text as back_ids,
    (select count(*) from locked) as contents
