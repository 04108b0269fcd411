-- Meaning: bi_reader sees the mart, what the mart gets later, and the uses, each with its keys, and
--          nothing else of ours. It may not log in; a password is given elsewhere. Run again where
--          this text has changed, and by init-roles.
-- Grain: none.
-- Caveat: whoever may not make roles leaves that to init-roles; so does everybody where a role of
--         that name is not marked as ours.
do $$
declare
    mark constant text := 'Segment Mart: reads the mart';
    me record;
    reader oid;
    maker text;
begin
    select rolsuper, rolcreaterole into me from pg_roles where rolname = current_user;
    select oid into reader from pg_roles where rolname = 'bi_reader';
    if reader is null and (me.rolsuper or me.rolcreaterole) then
        create role bi_reader nologin;
        alter role bi_reader set default_transaction_read_only = on;
        execute format('comment on role bi_reader is %L', mark);
        reader := 'bi_reader'::regrole;
    end if;
    if reader is null or shobj_description(reader, 'pg_authid') is distinct from mark then
        return;
    end if;
    if me.rolsuper then
        -- Whatever became of it since.
        alter role bi_reader
            nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
        alter role bi_reader set default_transaction_read_only = on;
        execute format('grant connect on database %I to bi_reader', current_database());
    end if;
    revoke all on all tables in schema staging, data_mart, tally, touched, sample from bi_reader;
    revoke all on all sequences in schema staging, data_mart, tally, touched, sample from bi_reader;
    revoke all on schema staging, data_mart, tally, touched, sample from bi_reader;
    grant usage on schema staging, data_mart to bi_reader;
    -- Without references information_schema keeps primary keys from a role that may only select.
    grant select, references on all tables in schema data_mart to bi_reader;
    grant select, references on staging.product_usage to bi_reader;
    for maker in
        select distinct rolname
        from pg_roles
        where
            rolname = current_user
            or rolname = 'segment_loader' and pg_has_role(current_user, oid, 'usage')
    loop
        execute format(
            'alter default privileges for role %I in schema data_mart'
            ' grant select, references on tables to bi_reader', maker);
    end loop;
end $$
