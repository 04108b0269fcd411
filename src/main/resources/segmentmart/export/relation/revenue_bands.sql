-- Meaning: tenths of the clients by income, and their segments.
-- Grain: band and segment.
select *
from data_mart.revenue_bands
where
    cast(:segment as text) is null
    or client_segment = :segment
order by band, client_segment collate "C"
