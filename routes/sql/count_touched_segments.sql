-- Meaning: the clients in each segment, and those in none, after an incremental refresh: as the
--          last refresh counted them, less the touched clients as they were, plus as they are.
-- Grain: one row.
-- Inputs: the draft and the mart; run before the mart is written.
-- Caveat: whoever has no segment before or after has to be known to count as one without
--         products; the others are not looked for. A client was known if a load before those of
--         this refresh named it, and is if staging holds it.
with last_refresh as (
    select *
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
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

known as (
    select
        u.client_id,
        exists (
            select 1
            from staging.clients as c
            where c.client_id = u.client_id
        ) as after,
        exists (
            select 1
            from staging.clients as c
            where
                c.client_id = u.client_id
                and c.load_id <> all(:?load_ids::bigint [])
        )
        or exists (
            select 1
            from staging.clients_history as h
            where
                h.client_id = u.client_id
                and h.replaced_by_load_id = any(:?load_ids::bigint [])
                and h.load_id <> all(:?load_ids::bigint [])
        ) as before
    from undecided as u
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
