-- Meaning: the clients in each segment, and those in none, after an incremental refresh: as the
--          last refresh counted them, less the touched clients as they were, plus as they are.
-- Grain: one row.
-- Inputs: the draft and the mart; run before the mart is written.
-- Caveat: whoever has no segment before or after has to be known to count as one without
--         products; the others are not looked for. A client was known if a load that is in the
--         mart named it, and no other such load took it away; likewise with the loads of this
--         refresh. One that was committed while it runs counts with the next.
with last_refresh as (
    select *
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
),

waiting as (
    select
        load_id,
        load_id <> all(:?load_ids::bigint []) as is_early
    from staging.load
    where
        status = 'loaded'
        and refresh_id is null
),

affected as (
    select client_id
    from touched.client

    union

    select client_id
    from client_segments_draft
),

step as (
    select
        a.client_id,
        m.client_segment as segment_before,
        d.client_segment as segment_after
    from affected as a
    left join data_mart.client_segments as m on a.client_id = m.client_id
    left join client_segments_draft as d on a.client_id = d.client_id
),

undecided as (
    select client_id
    from step
    where
        segment_before is null
        or segment_after is null
),

version as (
    select
        c.client_id,
        c.load_id,
        null::bigint as replaced_by_load_id
    from undecided as a
    inner join staging.clients as c on a.client_id = c.client_id

    union all

    select
        h.client_id,
        h.load_id,
        h.replaced_by_load_id
    from undecided as a
    inner join staging.clients_history as h on a.client_id = h.client_id
    where h.replaced_by_load_id in (select load_id from waiting)
),

known as (
    select
        v.client_id,
        bool_or(
            v.load_id not in (select load_id from waiting)
        ) as before,
        bool_or(
            v.load_id not in (select load_id from waiting where is_early)
            and (
                v.replaced_by_load_id is null
                or v.replaced_by_load_id in (select load_id from waiting where is_early)
            )
        ) as after
    from version as v
    group by v.client_id
),

facts as (
    select
        s.segment_before,
        s.segment_after,
        coalesce(k.before, false) as known_before,
        coalesce(k.after, false) as known_after
    from step as s
    left join known as k on s.client_id = k.client_id
),

shift as (
    select
        counted.key as client_segment,
        counted.value::bigint as clients
    from last_refresh
    cross join lateral jsonb_each_text(last_refresh.segments) as counted

    union all

    select
        segment_before,
        -count(*)
    from facts
    where segment_before is not null
    group by segment_before

    union all

    select
        segment_after,
        count(*)
    from facts
    where segment_after is not null
    group by segment_after
),

segments as (
    select
        client_segment,
        sum(clients) as clients
    from shift
    group by client_segment
    having sum(clients) <> 0
)

select
    coalesce((select jsonb_object_agg(client_segment, clients) from segments), '{}')::text
        as segments,
    (select clients_without_products from last_refresh)
    + (
        select
            count(*) filter (where known_after and segment_after is null)
            - count(*) filter (where known_before and segment_before is null)
        from facts
    ) as clients_without_products
