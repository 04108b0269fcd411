-- Meaning: how many clients came, went, used more and used less, from the month before to the newest
--          that is over, by what they used in each.
-- Grain: one row, or none where one of the months has no uses.
with newest as (
    select
        max(month) as to_month,
        max(month) - interval '1 month' as from_month
    from data_mart.segment_months
    where
        not is_partial
        and month <= current_date
),

engagement as (
    select
        client_segment,
        min(products) as products
    from tally.ladder
    group by client_segment
)

select
    m.from_month,
    m.to_month,
    coalesce(sum(m.clients) filter (where m.segment_before is null), 0)::bigint as came,
    coalesce(sum(m.clients) filter (where m.segment_after is null), 0)::bigint as went,
    coalesce(sum(m.clients) filter (where after.products > before.products), 0)::bigint as more,
    coalesce(sum(m.clients) filter (where after.products < before.products), 0)::bigint as less
from data_mart.segment_migration as m
left join engagement as before on m.segment_before = before.client_segment
left join engagement as after on m.segment_after = after.client_segment
where
    m.basis = 'active'
    and m.to_month = (select to_month from newest)
    and m.from_month = (select from_month from newest)
group by m.from_month, m.to_month
