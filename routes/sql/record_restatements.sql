-- Meaning: figures of closed months that this publication changed, and the drops that may have
--          done it.
-- Grain: month, segment and figure.
-- Inputs: touched.months_before, data_mart.segment_months.
with figures as (
    select
        coalesce(a.month, b.month) as month,
        coalesce(a.client_segment, b.client_segment) as client_segment,
        f.figure,
        case f.figure when 'clients_ever' then b.clients_ever else b.clients_active end as before,
        case f.figure when 'clients_ever' then a.clients_ever else a.clients_active end as after
    from touched.months_before as b
    full join (
        select *
        from data_mart.segment_months
        where month <= (select max(month) from touched.months_before)
    ) as a
        on b.month = a.month
        and b.client_segment = a.client_segment
    cross join (values ('clients_ever'), ('clients_active')) as f (figure)
),

changed as (
    select *
    from figures
    where
        before is distinct from after
        and coalesce(before, 0) + coalesce(after, 0) > 0
),

-- Read only if something changed.
load_since as materialized (
    select
        load_id,
        min(usage_date) as first_on
    from staging.product_usage
    where load_id = any(:?load_ids::bigint [])
    group by load_id
)

insert into data_mart.restatement (
    publication_id, month, client_segment, figure, before, after, drops
)
select
    :?publication_id::bigint,
    c.month,
    c.client_segment,
    c.figure,
    c.before,
    c.after,
    array(
        select l.drop_name
        from staging.load as l
        where
            l.load_id = any(:?load_ids::bigint [])
            and (
                l.kind = 'clients'
                or l.retracted_at is not null
                or l.replaces_load_id is not null
                or exists (
                    select 1
                    from load_since as s
                    where
                        s.load_id = l.load_id
                        and s.first_on < c.month + interval '1 month'
                )
            )
        order by l.load_id
    ) as drops
from changed as c
