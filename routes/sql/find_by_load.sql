-- Meaning: until the rule is run, the rows of a load are found by their indexes. However many the
--          planner expects of one that it knows nothing of, in an incremental refresh it is few.
-- Grain: none.
select set_config('enable_seqscan', 'off', true) as by_index
