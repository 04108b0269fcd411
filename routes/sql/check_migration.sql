-- Meaning: segments that do not get as many clients, out of the month before the newest, as
--          segment_months has in the newest.
-- Grain: basis and segment.
-- Caveat: all that was used by then is asked for only where the tallies were counted anew: over
--         years there are as many ways to it as clients.
with month as (
    select
        max(month) as to_month,
        (max(month) - interval '1 month')::date as from_month
    from data_mart.segment_months
),

moved as materialized (
    select
        m.basis,
        m.segment_after as client_segment,
        sum(m.clients) as clients
    from data_mart.segment_migration as m
    where
        m.basis = 'active'
        and m.from_month = (select from_month from month)
        and m.to_month = (select to_month from month)
    group by m.basis, m.segment_after

    union all

    select
        m.basis,
        m.segment_after as client_segment,
        sum(m.clients) as clients
    from data_mart.segment_migration as m
    where
        :?tallied_anew
        and m.basis = 'ever'
        and m.from_month = (select from_month from month)
        and m.to_month = (select to_month from month)
    group by m.basis, m.segment_after
),

held as (
    select
        basis.name as basis,
        s.client_segment,
        case basis.name when 'ever' then s.clients_ever else s.clients_active end as clients
    from data_mart.segment_months as s
    cross join (select distinct basis as name from moved) as basis
    where s.month = (select to_month from month)
)

select
    held.basis,
    held.client_segment,
    held.clients,
    moved.clients as moved
from held
left join moved
    on held.basis = moved.basis
    and held.client_segment = moved.client_segment
where held.clients <> coalesce(moved.clients, 0)
