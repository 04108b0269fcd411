-- Meaning: the segments at the end of each month, by all that clients had used by then, and of each
--          month by itself.
-- Grain: month and segment.
-- Inputs: tally.step, tally.ladder, tally.calendar, tally.uses.
-- Caveat: a segment of the past is what the segmentation rule makes of that number of different
--         products, see tally.ladder. A rule that looks at anything else has other segments today
--         than here; check_history warns of it.
with as_of as (
    select max(usage_date) as day
    from tally.uses
),

segment as (
    select distinct client_segment
    from tally.ladder
),

arrival as (
    select
        month_no,
        products_after as products,
        clients
    from tally.step
    where basis = 'ever'

    union all

    select
        month_no,
        products,
        -clients
    from tally.step
    where
        basis = 'ever'
        and products > 0
),

change as (
    select
        a.month_no,
        l.client_segment,
        sum(a.clients) as clients
    from arrival as a
    inner join tally.ladder as l on a.products = l.products
    group by a.month_no, l.client_segment
),

ever as (
    select
        m.month_no,
        segment.client_segment,
        sum(coalesce(change.clients, 0)) over (
            partition by segment.client_segment
            order by m.month_no
        ) as clients
    from tally.month as m
    cross join segment
    left join change
        on m.month_no = change.month_no
        and segment.client_segment = change.client_segment
),

active as (
    select
        c.month,
        l.client_segment,
        sum(s.clients) as clients
    from tally.calendar as c
    inner join tally.step as s
        on c.month_no = s.month_no
        and c.has_uses
        and s.basis = 'active'
    inner join tally.ladder as l on s.products = l.products
    group by c.month, l.client_segment
)

select
    c.month,
    segment.client_segment,
    coalesce(ever.clients, 0) as clients_ever,
    coalesce(active.clients, 0) as clients_active,
    (c.month + interval '1 month')::date > (select day from as_of) + 1 as is_partial
from tally.calendar as c
cross join segment
left join ever
    on c.month_no = ever.month_no
    and segment.client_segment = ever.client_segment
left join active
    on c.month = active.month
    and segment.client_segment = active.client_segment
