-- Meaning: how clients moved between segments, from any month to any later one by all that they had
--          used by then, and from a month to the next by what they used in it, if both have uses.
-- Grain: basis, two months, segment before and after.
-- Inputs: tally.path, tally.step, tally.ladder, tally.calendar.
-- Caveat: null is no segment: nothing used by then, or in that month. Who has none in both is not
--         in it. Segments as in segment_months. Ask for two months: all of them at once take time.
select
    f.month as from_month,
    t.month as to_month,
    'ever' as basis,
    before.client_segment as segment_before,
    after.client_segment as segment_after,
    sum(p.clients)::bigint as clients
from tally.calendar as f
inner join tally.calendar as t on f.month < t.month
cross join tally.path as p
left join tally.ladder as before
    on p.products[least(f.month_no + 1, cardinality(p.products))] = before.products
left join tally.ladder as after
    on p.products[least(t.month_no + 1, cardinality(p.products))] = after.products
where p.products[least(t.month_no + 1, cardinality(p.products))] > 0
group by f.month, t.month, before.client_segment, after.client_segment

union all

select
    f.month as from_month,
    t.month as to_month,
    'active' as basis,
    before.client_segment as segment_before,
    after.client_segment as segment_after,
    sum(s.clients)::bigint as clients
from tally.calendar as f
inner join tally.calendar as t
    on t.month = (f.month + interval '1 month')::date
    and f.has_uses
    and t.has_uses
inner join tally.step as s
    on f.month_no = s.month_no
    and s.basis = 'active'
left join tally.ladder as before on s.products = before.products
left join tally.ladder as after on s.products_after = after.products
group by f.month, t.month, before.client_segment, after.client_segment
