-- Meaning: a client as a search finds him.
-- Grain: one row, or none where no drop in force names him.
select
    c.client_id,
    c.client_name,
    c.client_revenue,
    m.client_segment,
    m.usage_count
from staging.clients as c
left join data_mart.client_segments as m on c.client_id = m.client_id
where c.client_id = :client_id
