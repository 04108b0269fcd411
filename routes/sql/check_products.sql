-- Meaning: products of a segment that have more clients than the segment, or than one ranked
--          before them.
-- Grain: segment and product.
with ranked as (
    select
        *,
        lag(clients) over (partition by client_segment order by segment_rank) as clients_before,
        row_number() over (partition by client_segment order by segment_rank) as place
    from data_mart.segment_products
)

select
    ranked.client_segment,
    ranked.segment_rank,
    ranked.clients,
    s.clients as clients_of_segment
from ranked
left join data_mart.segment_summary as s on ranked.client_segment = s.client_segment
where
    ranked.segment_rank <> ranked.place
    or ranked.clients > ranked.clients_before
    or ranked.clients > s.clients
    or s.clients is null
