-- Meaning: what stands against taking a load out, and what does not come back with it; run after
--          gather_retraction.
-- Grain: one row.
-- Caveat: what it replaced comes back, unless its content came again meanwhile. A copy of its
--         content loaded nothing; one whose name has come with another content since then is not
--         told of. Drops with ids bar a snapshot from coming again.
with taken as (
    select *
    from staging.load
    where load_id = any(:?load_ids::bigint [])
)

select
    staging.is_in_force(:?load_id) as is_in_force,
    exists (
        select 1
        from taken
        where
            not history_kept
            and (
                kind = 'clients'
                or replaces_load_id not in (select load_id from taken)
            )
    ) as is_too_old,
    (
        select replaces_load_id
        from taken
        where load_id = :?load_id
    ) as restores_load_id,
    (
        select format('load %s (%s)', again.load_id, again.drop_name)
        from staging.load as again
        inner join staging.load as back
            on again.sha256 = back.sha256
            and again.kind = back.kind
        where
            back.load_id = any(:?back_ids::bigint [])
            and again.load_id <> all(:?back_ids::bigint [])
            and again.load_id <> all(:?load_ids::bigint [])
            and again.records_loaded > 0
            and staging.is_in_force(again.load_id)
        order by again.load_id
        limit 1
    ) as came_again,
    (
        select coalesce(json_agg(distinct copy.drop_name), '[]')::text
        from staging.load as copy
        inner join taken on copy.duplicate_of_load_id = taken.load_id
        where
            copy.drop_identity <> taken.drop_identity
            and not exists (
                select 1
                from staging.load as later
                where
                    later.drop_identity = copy.drop_identity
                    and later.load_id > copy.load_id
                    and later.status = 'loaded'
            )
    ) as duplicates,
    exists (
        select 1
        from taken
        where
            load_id = :?load_id
            and snapshot
    )
    and exists (
        select 1
        from staging.load as l
        where
            l.kind = 'clients'
            and not l.snapshot
            and l.corrects_load_id is null
            and l.records_loaded > 0
            and staging.is_in_force(l.load_id)
    ) as is_barred
