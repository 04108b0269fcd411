-- Meaning: the segments: how many clients, what they earn, how recently they used anything.
-- Grain: segment.
-- Inputs: tally.income, tally.recency, tally.uses, tally.ladder.
-- Caveat: medians and means of income leave out the clients whose income is unknown.
with as_of as (
    select max(usage_date) as day
    from tally.uses
),

segment as (
    select
        client_segment,
        sum(clients) as clients
    from tally.income
    group by client_segment
),

revenue as (
    select
        client_segment,
        client_revenue::double precision as client_revenue,
        sum(clients) as clients
    from tally.income
    where client_revenue is not null
    group by client_segment, client_revenue
),

ranked_revenue as (
    select
        *,
        sum(clients) over (partition by client_segment order by client_revenue) as up_to,
        sum(clients) over (partition by client_segment) as n
    from revenue
),

earned as (
    select
        client_segment,
        (
            min(client_revenue) filter (where up_to * 2 >= n)
            + min(client_revenue) filter (where up_to * 2 > n)
        ) / 2 as median_revenue,
        (sum(client_revenue::bigint * clients) / sum(clients))::double precision as mean_revenue
    from ranked_revenue
    group by client_segment
),

recency as (
    select
        client_segment,
        (select day from as_of) - last_product_usage_date as days,
        sum(clients) as clients
    from tally.recency
    group by client_segment, last_product_usage_date
),

ranked_recency as (
    select
        *,
        sum(clients) over (partition by client_segment order by days) as up_to,
        sum(clients) over (partition by client_segment) as n
    from recency
),

engagement as (
    select
        client_segment,
        min(products) as products
    from tally.ladder
    group by client_segment
),

used as (
    select
        client_segment,
        (
            min(days) filter (where up_to * 2 >= n) + min(days) filter (where up_to * 2 > n)
        ) / 2.0 as median_days
    from ranked_recency
    group by client_segment
)

select
    segment.client_segment,
    row_number() over (
        order by engagement.products nulls last, segment.client_segment collate "C"
    ) as segment_no,
    segment.clients,
    segment.clients::double precision / sum(segment.clients) over () as share,
    earned.median_revenue,
    earned.mean_revenue,
    used.median_days as median_days_since_last_use
from segment
left join engagement on segment.client_segment = engagement.client_segment
left join earned on segment.client_segment = earned.client_segment
left join used on segment.client_segment = used.client_segment
