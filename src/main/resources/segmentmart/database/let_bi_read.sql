-- Meaning: lets bi_reader see the mart and the uses, with their keys, and nothing else of ours;
--          relations that the mart gets later are among it.
-- Grain: none.
do $$
begin
    revoke all on all tables in schema staging, data_mart, tally, touched, sample from bi_reader;
    grant usage on schema staging, data_mart to bi_reader;
    grant select, references on all tables in schema data_mart to bi_reader;
    grant select, references on staging.product_usage to bi_reader;
    alter default privileges for role segment_loader in schema data_mart
        grant select, references on tables to bi_reader;
    -- On the embedded server the daemon is the superuser.
    execute format(
        'alter default privileges for role %I in schema data_mart'
        ' grant select, references on tables to bi_reader', current_user);
end $$
