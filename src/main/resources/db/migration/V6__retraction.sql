-- Drops can be taken out again, as if they had never come: the uses that a version took the place of are kept, as the
-- clients are, and the ledger says which loads were retracted.

create table staging.product_usage_history (
    client_id integer not null,
    product_name varchar(200) not null,
    usage_date date not null,
    load_id bigint not null,
    line_no integer not null,
    replaced_by_load_id bigint not null
);
create index product_usage_history_replaced_idx on staging.product_usage_history (replaced_by_load_id, client_id);
alter table staging.product_usage_history set (autovacuum_vacuum_insert_scale_factor = 0.01);
comment on table staging.product_usage_history is 'Uses that a later version of their drop took the place of; grain: use and the load that did it';
comment on column staging.product_usage_history.client_id is 'Client';
comment on column staging.product_usage_history.product_name is 'Product';
comment on column staging.product_usage_history.usage_date is 'Day of the use';
comment on column staging.product_usage_history.load_id is 'The load that had brought it';
comment on column staging.product_usage_history.line_no is 'Physical line of that drop';
comment on column staging.product_usage_history.replaced_by_load_id is 'The load that took its place';

create view touched.product_usage_history as
select h.*
from staging.product_usage_history as h
inner join touched.client as t on h.client_id = t.client_id;
comment on view touched.product_usage_history is 'staging.product_usage_history of the touched clients';

-- What was noted for a refresh that has not come yet goes: that refresh has everything to read, as after a new rule.
update data_mart.refresh
set rule_sha256 = 'before the upgrade'
where
    error is null
    and refresh_id = (select max(refresh_id) from data_mart.refresh where error is null)
    and exists (select 1 from staging.removed_usage);
drop view touched.removed_usage;
drop table staging.removed_usage;

alter table staging.load
    add column retracted_at timestamptz,
    add column retracted_by text,
    add column retraction_reason text,
    add column history_kept boolean not null default true,
    add constraint load_retracted_says_why check (
        (retracted_at is null) = (retracted_by is null)
        and (retracted_at is null) = (retraction_reason is null)
        and (retracted_at is null or status = 'loaded')
    );
comment on column staging.load.refresh_id is 'The refresh that brought this load into the mart, or took it out after it was retracted; null while it waits for one';
comment on column staging.load.retracted_at is 'When the load was taken out of staging again, as if its drop had never come; null if it was not';
comment on column staging.load.retracted_by is 'Who took it out';
comment on column staging.load.retraction_reason is 'Why';
comment on column staging.load.history_kept is 'Whether what it took the place of is in the history, so that it can be taken out';
comment on column data_mart.publication.loads_included is 'Loads it brought in, or took out after they were retracted';
comment on column data_mart.refresh.loads_included is 'Loads it brought into the mart, or took out after they were retracted';

-- Uses that were replaced before now are gone. What clients loads took the place of may have been deleted, as far as
-- the history does not show otherwise.
update staging.load
set history_kept = false
where
    (kind = 'product_usage' and replaces_load_id is not null)
    or (
        kind = 'clients'
        and status = 'loaded'
        and load_id < coalesce((select min(replaced_by_load_id) from staging.clients_history), load_id + 1)
    );

-- Once a version is retracted, another may take the place of the one before.
drop index staging.load_replaces_idx;
create unique index load_replaces_idx on staging.load (replaces_load_id)
where
    replaces_load_id is not null
    and retracted_at is null;

create or replace function staging.is_in_force(asked_load_id bigint) returns boolean
language sql
stable
-- Whoever reads data_quality need not be able to read the ledger.
security definer
begin atomic
    with recursive chain as (
        select
            l.load_id,
            l.status,
            l.retracted_at,
            l.corrects_load_id
        from staging.load as l
        where l.load_id = asked_load_id

        union all

        select
            corrected.load_id,
            corrected.status,
            corrected.retracted_at,
            corrected.corrects_load_id
        from staging.load as corrected
        inner join chain on corrected.load_id = chain.corrects_load_id
    )

    select coalesce(bool_and(
        status = 'loaded'
        and retracted_at is null
        and not exists (
            select 1
            from staging.load as later
            where
                later.replaces_load_id = chain.load_id
                and later.retracted_at is null
        )
    ), false)
    from chain;
end;
comment on function staging.is_in_force is 'Whether the records of a load count: loaded, not retracted, not replaced by a later version, nor the correction of one that was';

create function staging.with_corrections(asked_load_id bigint) returns setof bigint
language sql
stable
begin atomic
    with recursive chain as (
        select asked_load_id as load_id

        union all

        select correction.load_id
        from staging.load as correction
        inner join chain on correction.corrects_load_id = chain.load_id
        where
            correction.status = 'loaded'
            and correction.retracted_at is null
    )

    select load_id from chain;
end;
comment on function staging.with_corrections is 'A load, the corrections to it, and those to them, which go with it';
