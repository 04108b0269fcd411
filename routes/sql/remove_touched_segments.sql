-- Meaning: takes out of the mart whom the rule no longer gives; for an incremental refresh.
-- Grain: touched client.
delete from data_mart.client_segments as m
using touched.client as t
where
    m.client_id = t.client_id
    and not exists (
        select 1
        from client_segments_draft as d
        where d.client_id = t.client_id
    )
