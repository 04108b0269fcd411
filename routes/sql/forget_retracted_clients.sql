-- Meaning: removes from the history the versions of clients that retracted loads brought.
-- Grain: client and version.
delete from staging.clients_history
where load_id = any(:?load_ids::bigint [])
