-- Meaning: lets the planner know how many days and cells there are.
-- Grain: none.
analyze tally.day, tally.cell
