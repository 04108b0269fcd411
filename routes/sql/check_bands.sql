-- Meaning: bands whose segments do not add up, or that overlap the one before.
-- Grain: band.
with band as (
    select
        band,
        revenue_from,
        revenue_to,
        clients,
        sum(segment_clients) as clients_of_segments
    from data_mart.revenue_bands
    group by band, revenue_from, revenue_to, clients
),

followed as (
    select
        *,
        lag(revenue_to) over (order by band) as revenue_before
    from band
)

select
    band,
    clients,
    clients_of_segments,
    revenue_from,
    revenue_before
from followed
where
    clients <> clients_of_segments
    or revenue_from <= revenue_before
