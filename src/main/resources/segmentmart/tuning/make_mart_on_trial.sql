-- Meaning: a table that takes what the mart takes.
-- Grain: none.
create temporary table mart_on_trial (
    like data_mart.client_segments including constraints
) on commit drop
