-- Meaning: where the rule puts its rows, before they are compared with the mart. Gone with the
--          transaction.
-- Grain: client.
create temporary table client_segments_draft (
    like data_mart.client_segments including indexes
) on commit drop
