-- Meaning: what a use of a product in a month adds to the sets of its client, where products or
--          months are new.
-- Grain: product and month.
with size as (
    select
        l.room,
        count(*)::integer as months
    from tally.layout as l
    cross join tally.month
    group by l.room
),

cell as (
    select
        p.product_name,
        m.month,
        p.product_no + m.month_no * s.room as place,
        s.room,
        repeat('0', s.room * s.months)::bit varying as nothing,
        s.months - m.month_no as months_left
    from size as s
    cross join tally.product as p
    cross join tally.month as m
    where
        (select count(*) from tally.cell)
        <> (select count(*) from tally.product) * (select count(*) from tally.month)
)

insert into tally.cell as t (product_name, month, active, ever)
select
    product_name,
    month,
    set_bit(nothing, place, 1) as active,
    (
        select bit_or(set_bit(nothing, place + later * room, 1))
        from generate_series(0, months_left - 1) as later
    ) as ever
from cell
on conflict (product_name, month) do update set
    active = excluded.active,
    ever = excluded.ever
