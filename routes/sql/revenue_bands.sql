-- Meaning: tenths of the clients by income, and their segments.
-- Grain: band and segment.
-- Inputs: tally.income.
-- Caveat: clients of equal income are in one band, the one where the first of them is; so bands may
--         differ in size, and one may be missing. Clients whose income is unknown are in none.
with revenue as (
    select
        client_revenue,
        sum(clients) as clients
    from tally.income
    where client_revenue is not null
    group by client_revenue
),

banded as (
    select
        client_revenue,
        1 + div(
            10 * (sum(clients) over (order by client_revenue) - clients), sum(clients) over ()
        )::integer as band
    from revenue
),

band as (
    select
        b.band,
        min(i.client_revenue) as revenue_from,
        max(i.client_revenue) as revenue_to,
        sum(i.clients) as clients,
        sum(i.clients * i.usage_count) as products
    from tally.income as i
    inner join banded as b on i.client_revenue = b.client_revenue
    group by b.band
),

segment as (
    select distinct client_segment
    from tally.income
),

segment_of_band as (
    select
        b.band,
        i.client_segment,
        sum(i.clients) as clients
    from tally.income as i
    inner join banded as b on i.client_revenue = b.client_revenue
    group by b.band, i.client_segment
)

select
    band.band,
    segment.client_segment,
    band.revenue_from,
    band.revenue_to,
    band.clients,
    band.products::double precision / band.clients::double precision as mean_usage_count,
    coalesce(s.clients, 0) as segment_clients,
    coalesce(s.clients, 0)::double precision / band.clients::double precision as segment_share
from band
cross join segment
left join segment_of_band as s
    on band.band = s.band
    and segment.client_segment = s.client_segment
