-- Meaning: what became of a load: a drop under way is locked by its name, see lock_drop.
-- Grain: one row.
select
    case
        when not pg_try_advisory_xact_lock(hashtextextended('drop ' || :drop_identity, 0))
            then 'UNDER_WAY'
        when exists (
            select 1
            from staging.load
            where
                load_id = :load_id
                and status = 'loaded'
        )
            then 'COMMITTED'
        else 'ROLLED_BACK'
    end as fate
