-- Meaning: makes sure that the rule gave each client one row.
-- Grain: client.
create unique index client_segments_rule_gives_a_client_once on client_segments_draft (client_id)
