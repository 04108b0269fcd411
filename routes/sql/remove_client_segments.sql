-- Meaning: takes out of the mart whom the rule no longer gives; for a full refresh.
-- Grain: client.
-- Caveat: run after add_client_segments: the mart has every client of the draft by then, so
--         there is somebody to take out where it has more.
delete from data_mart.client_segments as m
where
    (select count(*) from data_mart.client_segments) > (select count(*) from client_segments_draft)
    and not exists (
        select 1
        from client_segments_draft as d
        where d.client_id = m.client_id
    )
