-- Meaning: lets the planner know what staging holds now; what autovacuum measured while a large
--          drop was under way may say that there is nothing.
-- Grain: none.
-- Caveat: a table that is being vacuumed is left as it was measured, for vacuum would be cut off;
--         and until the refresh ends, vacuum leaves the tables alone.
analyze (skip_locked) staging.clients, staging.product_usage
