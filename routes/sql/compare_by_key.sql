-- Meaning: until the transaction ends, tables are joined by merging them, mostly along their keys:
--          however large they are, nothing is hashed for it. For a full refresh, behind the rule.
-- Grain: none; the settings end with the transaction.
-- Caveat: a statement that looked into the mart row by row while it fills it would look through
--         what it has just put there.
select
    set_config('enable_nestloop', 'off', true) as not_row_by_row,
    set_config('enable_hashjoin', 'off', true) as not_by_hash
