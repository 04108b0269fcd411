-- Meaning: until the transaction ends, tables are compared in the order of their keys, which all
--          of them have: nothing is hashed or sorted for it, however large they are. For a full
--          refresh, behind the rule.
-- Grain: none; the settings end with the transaction.
-- Caveat: a statement that looked into the mart row by row while it fills it would look through
--         what it has just put there.
select
    set_config('enable_nestloop', 'off', true) as not_row_by_row,
    set_config('enable_hashjoin', 'off', true) as not_by_hash
