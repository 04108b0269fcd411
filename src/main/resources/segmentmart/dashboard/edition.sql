-- Meaning: what tells the last publication from any other, of this base or of another.
-- Grain: one row; none before the first.
select publication_id || '-' || (extract(epoch from finished_at) * 1000000)::bigint as edition
from data_mart.publication
order by publication_id desc
limit 1
