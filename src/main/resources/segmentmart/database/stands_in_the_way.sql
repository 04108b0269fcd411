-- Meaning: what keeps the schemas from being dropped without harm to others: processes of ours that
--          are connected, transactions that use the tables, what others put into the schemas, and
--          what lies outside and rests on what lies inside.
-- Grain: session or object.
with ours as (
    select oid, nspname, nspowner
    from pg_namespace
    where nspname in ('staging', 'data_mart', 'tally', 'touched', 'sample')
),
inside as (
    select 'pg_class'::regclass as classid, oid
    from pg_class
    where relnamespace in (select oid from ours)
    union all
    select 'pg_type'::regclass, oid
    from pg_type
    where typnamespace in (select oid from ours)
    union all
    select 'pg_proc'::regclass, oid
    from pg_proc
    where pronamespace in (select oid from ours)
)
select format(
    'a process of segment-mart is connected as %s from %s since %s: end it',
    usename, coalesce(host(client_addr), 'this machine'),
    to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS')) as what
from pg_stat_activity
where
    datname = current_database()
    and application_name = 'segment-mart'
    and pid <> pg_backend_pid()
union
select format(
    'a transaction of %s from %s uses the tables since %s: end it',
    a.usename, coalesce(host(a.client_addr), 'this machine'),
    to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS'))
from pg_locks as l
inner join pg_database as b on l.database = b.oid and b.datname = current_database()
inner join inside as i on i.classid = 'pg_class'::regclass and l.relation = i.oid
inner join pg_stat_activity as a on l.pid = a.pid
where l.pid <> pg_backend_pid() and a.application_name <> 'segment-mart'
union
select format('%s belongs to %I: put it into a schema of theirs',
    pg_describe_object('pg_class'::regclass, c.oid, 0), pg_get_userbyid(c.relowner))
from pg_class as c
inner join ours as o on c.relnamespace = o.oid
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relowner <> o.nspowner
union
select format('%s rests on %s: drop it, or keep a copy of what it shows',
    pg_describe_object(d.classid, d.objid, d.objsubid),
    pg_describe_object(d.refclassid, d.refobjid, 0))
from pg_depend as d
inner join inside as i on d.refclassid = i.classid and d.refobjid = i.oid
cross join lateral pg_identify_object_as_address(d.classid, d.objid, d.objsubid) as a
where
    d.classid in (
        'pg_rewrite'::regclass, 'pg_constraint'::regclass, 'pg_proc'::regclass,
        'pg_class'::regclass, 'pg_attrdef'::regclass)
    and a.object_names[1] not in (select nspname from ours)
    and a.object_names[1] <> 'pg_toast'
order by 1
