-- Meaning: what the ledger says of a file before it is loaded: judge_drop without locks and
--          without a number.
-- Grain: one row.
select
    (
        select max(load_id)
        from staging.load
        where
            sha256 = :sha256
            and kind = :kind
            and (
                records_loaded > 0
                or drop_identity = :drop_identity
            )
            and staging.is_in_force(load_id)
            and (
                kind = 'product_usage'
                or records_loaded = (
                    select count(*)
                    from staging.clients as c
                    where c.load_id = load.load_id
                )
            )
    ) as duplicate_of_load_id,
    (
        select max(load_id)
        from staging.load
        where
            kind = 'product_usage'
            and kind = :kind
            and drop_identity = :drop_identity
            and staging.is_in_force(load_id)
    ) as replaces_load_id,
    (
        select max(load_id)
        from staging.load
        where
            kind = 'clients'
            and kind = :kind
            and snapshot
            and staging.is_in_force(load_id)
    ) as replaces_snapshot_id,
    exists (
        select 1
        from staging.load
        where
            kind = 'clients'
            and kind = :kind
            and not snapshot
            and corrects_load_id is null
            and records_loaded > 0
            and staging.is_in_force(load_id)
    ) as has_explicit_ids,
    exists (
        select 1
        from staging.load
        where
            load_id = cast(:corrects_load_id as bigint)
            and kind = :kind
            and staging.is_in_force(load_id)
    ) as corrects_in_force,
    (
        select count(*)
        from staging.rejected_record
        where
            load_id = cast(:corrects_load_id as bigint)
            and resolved_by_load_id is null
    ) as open_rejects
