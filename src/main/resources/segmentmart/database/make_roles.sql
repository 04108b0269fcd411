-- Meaning: the role that loads and the role that reads, if they are not there; neither may do
--          anything that its work does not need. Whether they may log in is decided elsewhere.
-- Grain: none.
do $$
begin
    if not exists (select from pg_roles where rolname = 'segment_loader') then
        create role segment_loader nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'bi_reader') then
        create role bi_reader nologin;
    end if;
    alter role segment_loader
        nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
    alter role bi_reader
        nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
    alter role bi_reader set default_transaction_read_only = on;
    execute format(
        'grant connect, temporary on database %I to segment_loader', current_database());
    execute format('grant connect on database %I to bi_reader', current_database());
end $$
