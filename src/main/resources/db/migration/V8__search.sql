-- Clients are found by the beginnings of the words of their names, as one types. The words are kept beside the clients,
-- after each load and not by it: an index on the clients themselves would make a load take several times as long.

-- Not strict, though null for null: only so it becomes a part of the query that calls it, and several times as fast.
create function staging.name_words(name text) returns tsvector
language sql
immutable
parallel safe
return array_to_tsvector(array_remove(
    string_to_array(translate(lower(name), 'ё-.,;()"«»' || chr(9) || chr(160), 'е           '), ' '), ''
));
comment on function staging.name_words is 'The words of a name, in lower case and with е for ё, as they are searched';

create function staging.name_query(words text) returns tsquery
language sql
immutable
parallel safe
return (
    select string_agg(
        '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''':*', ' & '
    )::tsquery
    from unnest(tsvector_to_array(staging.name_words(words))) as word
);
comment on function staging.name_query is 'The search for names that have, for each of some words, one that begins so; null for no word';

-- So that the planner knows how many names have a word.
create statistics staging.clients_words_stat on (staging.name_words(client_name)) from staging.clients;

create table staging.client_words (
    client_id integer not null primary key,
    words tsvector not null
);
create index client_words_idx on staging.client_words using gin (words);
comment on table staging.client_words is 'Words of the names of clients, to find them by, some seconds behind staging.clients; grain: client';
comment on column staging.client_words.client_id is 'Client';
comment on column staging.client_words.words is 'Words of his name, see staging.name_words';

create table staging.searchable_load (
    load_id bigint not null,
    is_retracted boolean not null,
    primary key (load_id, is_retracted)
);
comment on table staging.searchable_load is 'Loads of clients that staging.client_words has taken note of; grain: load, and whether it was retracted by then';
comment on column staging.searchable_load.load_id is 'Load';
comment on column staging.searchable_load.is_retracted is 'Note was taken that it was retracted';

create view staging.unsearchable_load as
select
    l.load_id,
    l.snapshot or l.retracted_at is not null as is_whole,
    l.retracted_at is not null as is_retracted
from staging.load as l
where
    l.kind = 'clients'
    and l.status = 'loaded'
    and not exists (
        select 1
        from staging.searchable_load as s
        where
            s.load_id = l.load_id
            and s.is_retracted = (l.retracted_at is not null)
    );
comment on view staging.unsearchable_load is 'Loads of clients that staging.client_words has not taken note of yet; what they brought is read one by one; grain: load';
comment on column staging.unsearchable_load.load_id is 'Load';
comment on column staging.unsearchable_load.is_whole is 'It may have changed rows of other loads, too, or removed them';
comment on column staging.unsearchable_load.is_retracted is 'It was retracted';
