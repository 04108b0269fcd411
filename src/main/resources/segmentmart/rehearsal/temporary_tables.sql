-- Meaning: the temporary tables of this session, as statements name them.
-- Grain: table.
select format('%I.%I', n.nspname, c.relname) as table_name
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
where
    c.relnamespace = pg_my_temp_schema()
    and c.relkind = 'r'
