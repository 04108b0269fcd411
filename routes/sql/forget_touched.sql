-- Meaning: leaves no touched clients behind for the next incremental refresh.
-- Grain: touched client.
with segments as (delete from touched.before),
tallies as (delete from touched.tally_before)

delete from touched.client
