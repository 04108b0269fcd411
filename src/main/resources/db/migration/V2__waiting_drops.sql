-- Drops that wait in the inbox after a failed try, and a way to those whose file was not noted as moved.

create table staging.waiting_drop (
    drop_name text primary key,
    bytes bigint not null,
    file_modified_at timestamptz not null,
    tries integer not null,
    counted_tries integer not null,
    error text not null,
    first_failed_at timestamptz not null,
    last_failed_at timestamptz not null,
    constraint waiting_drop_counts check (counted_tries between 0 and tries)
);
comment on table staging.waiting_drop is 'Drops left in the inbox after a failed try, until they come to an end; grain: file name';
comment on column staging.waiting_drop.drop_name is 'File name as it lies in the inbox';
comment on column staging.waiting_drop.bytes is 'Size of the file in bytes';
comment on column staging.waiting_drop.file_modified_at is 'Modification time of the file; another size or time is another version, counted anew';
comment on column staging.waiting_drop.tries is 'Tries that failed';
comment on column staging.waiting_drop.counted_tries is 'Those that nothing around the drop explains; inbox.max-attempts of them fail the drop';
comment on column staging.waiting_drop.error is 'Why the last of them failed';
comment on column staging.waiting_drop.first_failed_at is 'When the first of them failed';
comment on column staging.waiting_drop.last_failed_at is 'When the last of them failed';

create index load_unfiled_idx on staging.load (load_id) where filed_at is null;
