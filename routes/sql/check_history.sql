-- Meaning: segments that have other clients in the mart than segment_months gives them in the
--          newest month: as where the rule looks at more than the number of different products.
-- Grain: segment.
with newest as (
    select
        client_segment,
        clients_ever as clients
    from data_mart.segment_months
    where
        month = (select max(month) from data_mart.segment_months)
        and clients_ever > 0
)

select
    coalesce(s.client_segment, newest.client_segment) as client_segment,
    s.clients as in_mart,
    newest.clients as in_months
from data_mart.segment_summary as s
full join newest on s.client_segment = newest.client_segment
where s.clients is distinct from newest.clients
