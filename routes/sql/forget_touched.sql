-- Meaning: leaves no touched clients behind for the next incremental refresh.
-- Grain: touched client.
delete from touched.client
