-- The two layers: staging holds what the drops said, data_mart what follows from it.
-- Flyway makes the schemas.

comment on schema staging is 'What the drops said, row by row, and the ledger of the drops';
comment on schema data_mart is 'What follows from staging: read by Power BI, the dashboard and any PostgreSQL client';
comment on schema touched is 'The views of staging that an incremental refresh reads in its place: only the clients it recomputes';

-- ---------------------------------------------------------------- ledger

create sequence staging.load_id_seq as bigint;
comment on sequence staging.load_id_seq is 'Numbers the attempts to load a drop; a rolled-back attempt leaves a gap';

create table staging.load (
    load_id bigint primary key,
    drop_name text not null,
    drop_identity text not null,
    kind text,
    format text,
    encoding text,
    delimiter text,
    sha256 text,
    bytes bigint not null,
    file_modified_at timestamptz not null,
    status text not null,
    snapshot boolean not null default false,
    ignored_columns text[] not null default '{}',
    records_read bigint not null default 0,
    records_loaded bigint not null default 0,
    records_rejected bigint not null default 0,
    records_superseded bigint not null default 0,
    replaces_load_id bigint references staging.load (load_id),
    duplicate_of_load_id bigint references staging.load (load_id),
    corrects_load_id bigint references staging.load (load_id),
    refresh_id bigint,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    filed_at timestamptz,
    error text,
    constraint load_kind_known check (kind in ('clients', 'product_usage')),
    constraint load_format_known check (format in ('csv', 'jsonl')),
    constraint load_status_known check (status in ('loaded', 'duplicate', 'failed')),
    constraint load_loaded_balances check (
        status <> 'loaded'
        or records_read = records_loaded + records_rejected + records_superseded
    ),
    constraint load_not_loaded_is_empty check (
        status = 'loaded'
        or records_loaded = 0
    ),
    constraint load_failed_says_why check ((status = 'failed') = (error is not null)),
    constraint load_identified check (
        status = 'failed'
        or (kind is not null and format is not null and sha256 is not null)
    )
);
create index load_sha256_idx on staging.load (sha256);
create index load_identity_idx on staging.load (drop_identity, load_id desc);
create unique index load_replaces_idx on staging.load (replaces_load_id) where replaces_load_id is not null;
create index load_corrects_idx on staging.load (corrects_load_id) where corrects_load_id is not null;
create index load_not_in_mart_idx on staging.load (load_id) where status = 'loaded' and refresh_id is null;

comment on table staging.load is 'The ledger: one row for each attempt to load a drop that came to an end';
comment on column staging.load.load_id is 'Number of the attempt; every row it brought into staging carries it';
comment on column staging.load.drop_name is 'File name as it lay in the inbox';
comment on column staging.load.drop_identity is 'The name by which a later drop is the same one: lower case, without .gz';
comment on column staging.load.kind is 'clients or product_usage; null where the name tells neither';
comment on column staging.load.format is 'csv or jsonl';
comment on column staging.load.encoding is 'Encoding the text was read in';
comment on column staging.load.delimiter is 'CSV delimiter, told from the header; null for JSONL';
comment on column staging.load.sha256 is 'SHA-256 of the content (unpacked where the drop is .gz), hexadecimal';
comment on column staging.load.bytes is 'Size of the file in bytes, as it lay in the inbox';
comment on column staging.load.file_modified_at is 'Modification time of the file: with name and content it recognises the very same file';
comment on column staging.load.status is 'loaded, duplicate (content already in force, nothing loaded) or failed (nothing loaded)';
comment on column staging.load.snapshot is 'The drop was the whole client base, without client_id: the record number is the id';
comment on column staging.load.ignored_columns is 'Columns or keys of the drop that mean nothing here';
comment on column staging.load.records_read is 'Records in the drop';
comment on column staging.load.records_loaded is 'Records that became rows';
comment on column staging.load.records_rejected is 'Records set aside in staging.rejected_record';
comment on column staging.load.records_superseded is 'Records of clients that a later record of the same drop overruled';
comment on column staging.load.replaces_load_id is 'The load whose rows this one took the place of: the earlier version of a usage drop, or the snapshot before';
comment on column staging.load.duplicate_of_load_id is 'The load in force that has the same content';
comment on column staging.load.corrects_load_id is 'The load whose rejected records this drop brings corrected';
comment on column staging.load.refresh_id is 'The refresh that brought this load into the mart; null while it waits for one';
comment on column staging.load.started_at is 'When the drop was picked up';
comment on column staging.load.finished_at is 'When the attempt ended';
comment on column staging.load.filed_at is 'When the file had left the inbox; null until then';
comment on column staging.load.error is 'Why the drop failed';

create view staging.load_in_force as
with recursive not_replaced as (
    select *
    from staging.load as l
    where
        l.status = 'loaded'
        and not exists (
            select 1
            from staging.load as later
            where later.replaces_load_id = l.load_id
        )
),

in_force as (
    select *
    from not_replaced
    where corrects_load_id is null

    union all

    select correction.*
    from not_replaced as correction
    inner join in_force as corrected on correction.corrects_load_id = corrected.load_id
)

select * from in_force;
comment on view staging.load_in_force is 'Loads whose records count: loaded, not replaced by a later version, nor the correction of one that was';

-- ---------------------------------------------------------------- rows

create table staging.clients (
    client_id integer not null primary key,
    client_name varchar(200) not null,
    client_revenue integer,
    load_id bigint not null,
    line_no integer not null
);
comment on table staging.clients is 'Clients of the bank as the drop that spoke last of each said; grain: client';
comment on column staging.clients.client_id is 'Client';
comment on column staging.clients.client_name is 'Full name';
comment on column staging.clients.client_revenue is 'Income in whole roubles; null where it is unknown';
comment on column staging.clients.load_id is 'The load that brought this version';
comment on column staging.clients.line_no is 'Physical line of the drop where the record starts';

create table staging.clients_history (
    client_id integer not null,
    client_name varchar(200) not null,
    client_revenue integer,
    load_id bigint not null,
    line_no integer not null,
    replaced_by_load_id bigint not null,
    primary key (client_id, replaced_by_load_id)
);
comment on table staging.clients_history is 'Client rows that a later load changed or removed; grain: client and the load that did it';
comment on column staging.clients_history.client_id is 'Client';
comment on column staging.clients_history.client_name is 'Full name before';
comment on column staging.clients_history.client_revenue is 'Income before, in whole roubles';
comment on column staging.clients_history.load_id is 'The load that had brought this version';
comment on column staging.clients_history.line_no is 'Physical line of that drop';
comment on column staging.clients_history.replaced_by_load_id is 'The load that changed or removed it';

create table staging.product_usage (
    usage_id bigint generated by default as identity,
    client_id integer not null,
    product_name varchar(200) not null,
    usage_date date not null,
    load_id bigint not null,
    line_no integer not null,
    primary key (client_id, usage_id)
);
create index product_usage_load_idx on staging.product_usage using brin (load_id) with (pages_per_range = 32);
comment on table staging.product_usage is 'Uses of products by clients; grain: record of a drop. The client need not be known yet';
comment on column staging.product_usage.usage_id is 'Number of the use';
comment on column staging.product_usage.client_id is 'Client; no foreign key, see docs/decisions';
comment on column staging.product_usage.product_name is 'Product';
comment on column staging.product_usage.usage_date is 'Day of the use, as written in the drop';
comment on column staging.product_usage.load_id is 'The load that brought it';
comment on column staging.product_usage.line_no is 'Physical line of the drop where the record starts';

create table staging.rejected_record (
    reject_id bigint generated by default as identity,
    load_id bigint not null,
    line_no integer not null,
    field text,
    code text not null,
    message text not null,
    raw text not null,
    resolved_by_load_id bigint,
    primary key (load_id, reject_id)
);
comment on table staging.rejected_record is 'Records that could not be loaded, and why; grain: record of a drop';
comment on column staging.rejected_record.reject_id is 'Number of the reject';
comment on column staging.rejected_record.load_id is 'The load that set it aside';
comment on column staging.rejected_record.line_no is 'Physical line of the drop where the record starts';
comment on column staging.rejected_record.field is 'Field at fault; null where it is the record as a whole';
comment on column staging.rejected_record.code is 'Reason, one word';
comment on column staging.rejected_record.message is 'Reason, for people';
comment on column staging.rejected_record.raw is 'The record as it was written; ill-formed bytes and U+0000 as \xNN';
comment on column staging.rejected_record.resolved_by_load_id is 'The load of the correction that answered it; null while it is open';

-- ---------------------------------------------------------------- what a refresh has to look at

create table staging.removed_usage (
    load_id bigint not null,
    client_id integer not null
);
comment on table staging.removed_usage is 'Clients that lost uses to a load, until the mart has taken note; grain: load and client';
comment on column staging.removed_usage.load_id is 'The load that removed the uses';
comment on column staging.removed_usage.client_id is 'Client whose uses were removed';

create table staging.orphan (
    client_id integer not null primary key,
    uses bigint not null
);
comment on table staging.orphan is 'Uses whose client is unknown so far, as of the last refresh; grain: unknown client';
comment on column staging.orphan.client_id is 'The client that no drop has named yet';
comment on column staging.orphan.uses is 'Its uses in staging.product_usage';

create unlogged table touched.client (
    client_id integer not null primary key
);
comment on table touched.client is 'Clients that the incremental refresh under way recomputes; empty between refreshes';
comment on column touched.client.client_id is 'Client';

create view touched.clients as
select c.*
from staging.clients as c
inner join touched.client as t on c.client_id = t.client_id;
comment on view touched.clients is 'staging.clients of the touched clients';

create view touched.product_usage as
select u.*
from staging.product_usage as u
inner join touched.client as t on u.client_id = t.client_id;
comment on view touched.product_usage is 'staging.product_usage of the touched clients';

-- ---------------------------------------------------------------- mart

create table data_mart.client_segments (
    client_id integer not null primary key,
    client_name varchar(200) not null,
    client_revenue integer,
    usage_count integer not null,
    client_segment varchar(50) not null,
    last_product_usage_date date not null
);
comment on table data_mart.client_segments is 'Clients who used a product, each with a segment by the number of products; grain: client';
comment on column data_mart.client_segments.client_id is 'Client';
comment on column data_mart.client_segments.client_name is 'Full name';
comment on column data_mart.client_segments.client_revenue is 'Income, ₽; null where it is unknown';
comment on column data_mart.client_segments.usage_count is 'Number of different products used';
comment on column data_mart.client_segments.client_segment is '1 продукт, 2 продукта or 3+ продуктов';
comment on column data_mart.client_segments.last_product_usage_date is 'Day of the last use of any product';

create table data_mart.refresh (
    refresh_id bigint generated by default as identity primary key,
    trigger text not null,
    mode text,
    rule_sha256 text,
    segments jsonb,
    clients_in_mart bigint,
    clients_without_products bigint,
    orphans bigint,
    loads_included bigint[],
    rows_written bigint,
    rows_deleted bigint,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    error text,
    constraint refresh_mode_known check (mode in ('incremental', 'full')),
    constraint refresh_done_is_whole check (
        error is not null
        or (mode is not null and segments is not null and orphans is not null and rows_written is not null)
    )
);
comment on table data_mart.refresh is 'Each rewriting of the mart; grain: refresh that came to an end';
comment on column data_mart.refresh.refresh_id is 'Number of the refresh';
comment on column data_mart.refresh.trigger is 'What asked for it: completion, timer or command';
comment on column data_mart.refresh.mode is 'incremental (touched clients) or full';
comment on column data_mart.refresh.rule_sha256 is 'SHA-256 of the segmentation rule it applied';
comment on column data_mart.refresh.segments is 'Clients in each segment after it';
comment on column data_mart.refresh.clients_in_mart is 'Rows of client_segments after it';
comment on column data_mart.refresh.clients_without_products is 'Known clients who are not in client_segments';
comment on column data_mart.refresh.orphans is 'Uses whose client is unknown';
comment on column data_mart.refresh.loads_included is 'Loads it brought into the mart';
comment on column data_mart.refresh.rows_written is 'Rows of client_segments it inserted, changed or deleted';
comment on column data_mart.refresh.rows_deleted is 'Rows of client_segments it deleted';
comment on column data_mart.refresh.started_at is 'When it began';
comment on column data_mart.refresh.finished_at is 'When it ended';
comment on column data_mart.refresh.error is 'Why it failed; the mart is then as it was';
