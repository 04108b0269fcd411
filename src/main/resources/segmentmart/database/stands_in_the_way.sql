-- Meaning: what keeps the schemas from being dropped without harm to others: processes of ours that
--          are connected, and what lies outside and rests on what lies inside.
-- Grain: process or object.
with ours as (
    select oid, nspname
    from pg_namespace
    where nspname in ('staging', 'data_mart', 'tally', 'touched', 'sample')
),
inside as (
    select c.oid from pg_class as c inner join ours as o on c.relnamespace = o.oid
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
select format('%s rests on %s: drop it, or keep a copy of what it shows',
    pg_describe_object(d.classid, d.objid, 0), d.refobjid::regclass)
from pg_depend as d
cross join lateral pg_identify_object_as_address(d.classid, d.objid, d.objsubid) as a
where
    d.refclassid = 'pg_class'::regclass
    and d.classid in ('pg_rewrite'::regclass, 'pg_constraint'::regclass, 'pg_proc'::regclass)
    and d.refobjid in (select oid from inside)
    and a.object_names[1] not in (select nspname from ours)
order by 1
