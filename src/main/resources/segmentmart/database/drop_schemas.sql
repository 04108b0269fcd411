-- Meaning: takes away the schemas with everything in them, and what the roles may in this database.
-- Grain: none.
do $$
declare
    ours record;
begin
    -- Whoever reads is not made to wait behind this for long.
    set local lock_timeout = '10s';
    drop schema if exists staging, data_mart, tally, touched, sample cascade;
    for ours in
        select r.rolname
        from pg_roles as r
        inner join pg_database as d on d.datname = current_database()
        where r.rolname in ('segment_loader', 'bi_reader') and r.oid <> d.datdba
    loop
        execute format('revoke all on database %I from %I', current_database(), ours.rolname);
    end loop;
end $$
