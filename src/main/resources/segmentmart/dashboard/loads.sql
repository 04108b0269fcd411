-- Meaning: a page of the ledger, the newest attempt first, as a JSON object.
-- Grain: one row.
with asked as (
    select *
    from staging.load
    where
        (cast(:?status as text) is null or status = :?status)
        and (cast(:?load_id as bigint) is null or load_id = :?load_id)
        and (cast(:?before as bigint) is null or load_id < :?before)
    order by load_id desc
    limit :?limit + 1
),

shown as (
    select *
    from asked
    order by load_id desc
    limit :?limit
),

told as (
    select
        l.load_id,
        l.drop_name,
        l.kind,
        l.format,
        l.encoding,
        l.delimiter,
        l.bytes,
        l.status,
        l.snapshot as is_snapshot,
        staging.is_in_force(l.load_id) as is_in_force,
        l.ignored_columns,
        l.records_read,
        l.records_loaded,
        l.records_rejected,
        l.records_superseded,
        (
            select count(*)
            from staging.rejected_record as r
            where
                r.load_id = l.load_id
                and r.resolved_by_load_id is null
                and staging.is_in_force(l.load_id)
        ) as open_rejects,
        l.replaces_load_id,
        l.duplicate_of_load_id,
        l.corrects_load_id,
        case
            when l.status = 'failed' then (
                select max(later.load_id)
                from staging.load as later
                where
                    later.drop_identity = l.drop_identity
                    and later.load_id > l.load_id
                    and later.status <> 'failed'
            )
        end as loaded_since,
        l.refresh_id,
        l.started_at,
        l.finished_at,
        extract(epoch from l.finished_at - l.started_at)::float8 as seconds,
        l.error,
        l.retracted_at,
        l.retracted_by,
        l.retraction_reason
    from shown as l
)

select
    json_build_object(
        'loads', coalesce((select json_agg(told order by load_id desc) from told), '[]'),
        'next',
        case
            when (select count(*) from asked) > :?limit then (select min(load_id) from shown)
        end
    )::text as answer
