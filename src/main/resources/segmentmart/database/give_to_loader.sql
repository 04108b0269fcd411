-- Meaning: makes segment_loader the owner of the schemas and of everything in them.
-- Grain: none.
do $$
declare
    ours constant text[] := '{staging, data_mart, tally, touched, sample}';
    loader oid := (select oid from pg_roles where rolname = 'segment_loader');
    thing record;
begin
    -- Whoever reads or loads is not made to wait behind this for long.
    set local lock_timeout = '10s';
    for thing in
        select format('schema %I', nspname) as name
        from pg_namespace
        where nspname = any(ours) and nspowner <> loader
        union all
        select format(
            '%s %I.%I',
            case c.relkind when 'S' then 'sequence' when 'v' then 'view'
                when 'm' then 'materialized view' else 'table' end,
            n.nspname,
            c.relname)
        from pg_class as c
        inner join pg_namespace as n on n.oid = c.relnamespace
        where
            n.nspname = any(ours)
            and c.relkind in ('r', 'p', 'v', 'm', 'S')
            and c.relowner <> loader
            -- The sequence of a column goes with its table.
            and not exists (
                select 1
                from pg_depend as d
                where
                    d.classid = 'pg_class'::regclass
                    and d.objid = c.oid
                    and d.deptype in ('i', 'a')
                    and c.relkind = 'S')
        union all
        select format('routine %I.%I(%s)', n.nspname, p.proname,
            pg_get_function_identity_arguments(p.oid))
        from pg_proc as p
        inner join pg_namespace as n on n.oid = p.pronamespace
        where n.nspname = any(ours) and p.proowner <> loader
    loop
        execute 'alter ' || thing.name || ' owner to segment_loader';
    end loop;
end $$
