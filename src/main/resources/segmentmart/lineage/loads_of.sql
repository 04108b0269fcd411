-- Meaning: the loads that a number or the name of a drop stands for.
-- Grain: attempt to load.
select load_id
from staging.load
where
    load_id = :load_id
    or drop_identity = :drop_identity
