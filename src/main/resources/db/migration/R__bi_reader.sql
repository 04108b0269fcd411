-- Meaning: bi_reader sees the mart, what the mart gets later, and the uses, each with its keys, and
--          nothing else of ours. It may not log in; a password is given elsewhere. Run again where
--          this text has changed, and by init-roles.
-- Grain: none.
-- Caveat: whoever may not make roles leaves that to init-roles.
do $$
declare
    me record;
    owner text;
begin
    select rolsuper, rolcreaterole into me from pg_roles where rolname = current_user;
    if not exists (select from pg_roles where rolname = 'bi_reader') then
        if not (me.rolsuper or me.rolcreaterole) then
            return;
        end if;
        create role bi_reader nologin;
        alter role bi_reader set default_transaction_read_only = on;
    end if;
    if me.rolsuper then
        -- Whatever became of it since.
        alter role bi_reader
            nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
        alter role bi_reader set default_transaction_read_only = on;
        execute format('grant connect on database %I to bi_reader', current_database());
    end if;
    revoke all on all tables in schema staging, data_mart, tally, touched, sample from bi_reader;
    grant usage on schema staging, data_mart to bi_reader;
    -- Without references information_schema keeps primary keys from a role that may only select.
    grant select, references on all tables in schema data_mart to bi_reader;
    grant select, references on staging.product_usage to bi_reader;
    for owner in
        select distinct rolname
        from pg_roles
        where
            rolname = current_user
            or rolname = 'segment_loader' and pg_has_role(current_user, oid, 'member')
    loop
        execute format(
            'alter default privileges for role %I in schema data_mart'
            ' grant select, references on tables to bi_reader', owner);
    end loop;
end $$
