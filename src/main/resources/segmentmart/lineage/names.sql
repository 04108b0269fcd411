-- Meaning: clients whose name has, for each of some prefixes, a word that begins so.
-- Grain: client.
-- Caveat: reads through all clients. Case is folded as the locale of the database folds it; that
--         of a database in plain C folds Latin letters only.
with sought as (
    select array_agg('% ' || translate(lower(prefix), 'ёЁ', 'ее') || '%') as patterns
    from unnest(array[:prefixes]::text []) as prefix
)

select
    client_id,
    client_name
from staging.clients
where
    translate(lower(' ' || client_name), 'ёЁ-', 'ее ')
    like all ((select patterns from sought)::text [])
order by client_id
limit :most
