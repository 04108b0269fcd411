-- Meaning: the role that loads, if it is not there; it may not do anything that its work does not
--          need. Whether it may log in is decided elsewhere.
-- Grain: none.
do $$
begin
    if not exists (select from pg_roles where rolname = 'segment_loader') then
        create role segment_loader nologin;
    end if;
    alter role segment_loader
        nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
    execute format(
        'grant connect, temporary on database %I to segment_loader', current_database());
end $$
