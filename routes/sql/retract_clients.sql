-- Meaning: removes the clients that retracted loads brought and nobody changed since.
-- Grain: client.
delete from staging.clients
where load_id = any(:?load_ids::bigint [])
