-- Meaning: one chunk of clients, each array a column.
-- Grain: client; an id comes once, in the order of the primary key.
insert into staging.clients (client_id, client_name, client_revenue, load_id, line_no)
select
    unnest(:?client_ids::integer []) as client_id,
    unnest(:?client_names::text []) as client_name,
    unnest(:?client_revenues::integer []) as client_revenue,
    :?load_id::bigint as load_id,
    unnest(:?line_nos::integer []) as line_no
on conflict (client_id) do update set
    client_name = excluded.client_name,
    client_revenue = excluded.client_revenue,
    load_id = excluded.load_id,
    line_no = excluded.line_no
