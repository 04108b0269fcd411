-- What keeps the time for a drop the same, however many came before it.

-- Space that a replaced version leaves is filled by later loads, so a range of pages holds loads from far apart.
drop index staging.product_usage_load_idx;
create index product_usage_load_idx on staging.product_usage
    using brin (load_id int8_minmax_multi_ops) with (pages_per_range = 32, autosummarize = on);

-- Few of the clients are of one load: to count and to touch them, the others need not be read.
create index clients_load_idx on staging.clients (load_id);

create index load_clients_idx on staging.load (load_id) where kind = 'clients' and status = 'loaded';

create function staging.is_in_force(asked_load_id bigint) returns boolean
language sql
stable
begin atomic
    with recursive chain as (
        select
            l.load_id,
            l.status,
            l.corrects_load_id
        from staging.load as l
        where l.load_id = asked_load_id

        union all

        select
            corrected.load_id,
            corrected.status,
            corrected.corrects_load_id
        from staging.load as corrected
        inner join chain on corrected.load_id = chain.corrects_load_id
    )

    select coalesce(bool_and(
        status = 'loaded'
        and not exists (
            select 1
            from staging.load as later
            where later.replaces_load_id = chain.load_id
        )
    ), false)
    from chain;
end;
comment on function staging.is_in_force is 'Whether the records of a load count: loaded, not replaced by a later version, nor the correction of one that was';

drop view staging.load_in_force;

-- Autovacuum begins after a hundredth of a large table was changed or added, not after a fifth.
alter table staging.product_usage set (
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_insert_scale_factor = 0.01,
    autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0.01
);
alter table staging.clients set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
alter table data_mart.client_segments set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
