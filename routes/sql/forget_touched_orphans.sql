-- Meaning: forgets the orphans that are counted anew; for an incremental refresh.
-- Grain: unknown client.
delete from staging.orphan as o
using touched.client as t
where o.client_id = t.client_id
