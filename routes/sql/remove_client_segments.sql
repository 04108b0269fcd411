-- Meaning: takes out of the mart whom the rule no longer gives; for a full refresh.
-- Grain: client.
delete from data_mart.client_segments as m
where not exists (
    select 1
    from client_segments_draft as d
    where d.client_id = m.client_id
)
