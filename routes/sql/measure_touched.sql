-- Meaning: lets the planner know how many clients are touched.
-- Grain: none.
analyze touched.client
