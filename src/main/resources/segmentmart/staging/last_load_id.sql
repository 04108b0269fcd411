-- Meaning: number of the newest attempt in the ledger.
-- Grain: one row.
select coalesce(max(load_id), 0) as load_id
from staging.load
