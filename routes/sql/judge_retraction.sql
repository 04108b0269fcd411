-- Meaning: what goes with a load that is to be taken out, and what stands against it; run after
--          lock_retraction and lock_drop.
-- Grain: one row.
-- Caveat: a load goes with the corrections to it. A load whose drop came again is found under the
--         name of that drop, or under another one: those deliveries loaded nothing.
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
)

select
    staging.is_in_force(:?load_id) as is_in_force,
    (select array_agg(load_id order by load_id) from taken)::text as load_ids,
    exists (
        select 1
        from taken
        where
            not history_kept
            and (kind = 'clients' or replaces_load_id is not null)
    ) as is_too_old,
    (
        select replaces_load_id
        from taken
        where load_id = :?load_id
    ) as restores_load_id,
    coalesce(
        (
            select string_agg(distinct copy.drop_name, ', ' order by copy.drop_name)
            from staging.load as copy
            inner join taken on copy.duplicate_of_load_id = taken.load_id
            where copy.drop_identity <> taken.drop_identity
        ),
        ''
    ) as duplicates
