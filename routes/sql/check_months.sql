-- Meaning: months that do not follow the one before, in which fewer clients had used anything than
--          by the month before, or more were active than had used anything.
-- Grain: month.
with month as (
    select
        month,
        sum(clients_ever) as clients_ever,
        sum(clients_active) as clients_active
    from data_mart.segment_months
    group by month
),

followed as (
    select
        *,
        lag(month) over (order by month) as month_before,
        lag(clients_ever) over (order by month) as clients_before
    from month
)

select
    month,
    month_before,
    clients_ever,
    clients_before,
    clients_active
from followed
where
    (
        month > (month_before + interval '1 month')::date
        and month <= (month_before + interval '5 years')::date
    )
    or (
        (clients_ever < clients_before or clients_active > clients_ever)
        -- Where the rule has a segment for any number of products.
        and (select count(*) from tally.ladder)
        = (select count(distinct product_name) from tally.uses)
    )
