-- Meaning: keeps the words of the names of clients, once what loads brought or took out is in the
--          mart.
-- Grain: client, those that such a load may have touched.
-- Caveat: one daemon at a time; the others leave it to that one.
with due as materialized (
    select
        u.load_id,
        u.is_whole,
        u.is_retracted
    from staging.unsearchable_load as u
    where
        u.load_id in (select load_id from staging.load where refresh_id is not null)
        and pg_try_advisory_xact_lock(hashtext('staging.client_words'))
),

everything as (
    select coalesce(bool_or(is_whole), false) as is_due
    from due
),

brought as (
    select
        client_id,
        client_name
    from staging.clients
    where
        not (select is_due from everything)
        and load_id = any (array(select load_id from due))

    union all

    select
        client_id,
        client_name
    from staging.clients
    where (select is_due from everything)
),

kept as (
    insert into staging.client_words as w (client_id, words)
    select
        client_id,
        staging.name_words(client_name) as words
    from brought
    order by client_id
    on conflict (client_id) do update set words = excluded.words
    where w.words <> excluded.words
),

forgotten as (
    delete from staging.client_words as w
    where
        (select is_due from everything)
        and not exists (
            select 1
            from staging.clients as c
            where c.client_id = w.client_id
        )
),

noted as (
    insert into staging.searchable_load (load_id, is_retracted)
    select
        load_id,
        is_retracted
    from due
    returning load_id
)

select count(*) as loads
from noted
