-- Meaning: leaves no figures behind for the next refresh.
-- Grain: month and segment.
delete from touched.months_before
