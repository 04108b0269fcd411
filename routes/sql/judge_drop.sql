-- Meaning: what the ledger says of a drop before it is loaded, and the number of the attempt.
-- Grain: one row.
-- Inputs: staging.load, by its indexes, however long it is; run after lock_drop.
-- Caveat: a clients drop is a duplicate only while all of its rows stand; once a later drop
--         overruled one, dropping it again means something. Clients with ids are changed, never
--         replaced. The same file still lying there after its attempt has only to be moved.
with numbered as (
    select nextval('staging.load_id_seq') as load_id
),

same_name as (
    select *
    from staging.load
    where
        drop_identity = :?drop_identity
        and kind = :?kind
        and staging.is_in_force(load_id)
    order by load_id desc
    limit 1
),

same_content as (
    select l.load_id
    from staging.load as l
    where
        l.sha256 = :?sha256
        and l.kind = :?kind
        and (
            l.records_loaded > 0
            or l.drop_identity = :?drop_identity
        )
        and staging.is_in_force(l.load_id)
        and (
            l.kind = 'product_usage'
            or l.records_loaded = (
                select count(*)
                from staging.clients as c
                where c.load_id = l.load_id
            )
        )
    order by l.load_id desc
    limit 1
),

last_attempt as (
    select *
    from staging.load
    where drop_identity = :?drop_identity
    order by load_id desc
    limit 1
),

clients_in_force as not materialized (
    select *
    from staging.load
    where
        :?kind = 'clients'
        and kind = 'clients'
        and status = 'loaded'
        and staging.is_in_force(load_id)
),

other_usage as (
    select 1
    from staging.load as l
    where
        l.kind = 'product_usage'
        and l.records_loaded > 0
        and not exists (
            select 1
            from same_name as s
            where s.load_id in (l.load_id, l.corrects_load_id)
        )
        and not exists (
            select 1
            from staging.load as later
            where
                later.replaces_load_id = l.load_id
                and later.retracted_at is null
        )
        and staging.is_in_force(l.load_id)
)

select
    numbered.load_id,
    pg_advisory_xact_lock(hashtextextended('load ' || numbered.load_id, 0)) as by_load,
    (
        select load_id
        from last_attempt
        where
            drop_name = :?drop_name
            and sha256 = :?sha256
            and file_modified_at = :?file_modified_at::timestamptz
            and status <> 'failed'
            and filed_at is null
    ) as ended_as_load_id,
    (select load_id from same_content) as duplicate_of_load_id,
    (select load_id from same_name where kind = 'product_usage') as replaces_load_id,
    (
        select load_id
        from clients_in_force
        where snapshot
        order by load_id desc
        limit 1
    ) as replaces_snapshot_id,
    exists (
        select 1
        from clients_in_force
        where
            not snapshot
            and corrects_load_id is null
            and records_loaded > 0
    ) as has_explicit_ids,
    exists (
        select 1
        from staging.load
        where
            load_id = :?corrects_load_id::bigint
            and kind = :?kind
            and staging.is_in_force(load_id)
    ) as corrects_in_force,
    :?kind = 'product_usage'
    and (select is_called from staging.product_usage_usage_id_seq)
    and not exists (select 1 from other_usage) as is_only_usage
from numbered
