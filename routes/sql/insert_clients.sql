-- Meaning: one chunk of clients whom the base does not know, each array a column.
-- Grain: client; an id comes once, in the order of the primary key.
-- Caveat: run after look_for_clients; half the time of upsert_clients, which looks for each.
insert into staging.clients (client_id, client_name, client_revenue, load_id, line_no)
select
    unnest(:?client_ids::integer []) as client_id,
    unnest(:?client_names::text []) as client_name,
    unnest(:?client_revenues::integer []) as client_revenue,
    :?load_id::bigint as load_id,
    unnest(:?line_nos::integer []) as line_no
