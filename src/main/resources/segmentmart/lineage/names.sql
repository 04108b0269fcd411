-- Meaning: clients whose name has, for each of some words, one that begins so; where none is given,
--          all; of one segment where that is asked.
-- Grain: client, by id, beyond an id.
-- Caveat: case is folded as the locale of the database folds it; that of a database in plain C
--         folds Latin letters only. What few match is found by staging.client_words, and what loads
--         brought that are not in it yet by reading them; what many match is soonest found by
--         reading clients in the order of ids. Words that are behind are sorted out at the end.
with matching as materialized (
    select client_id
    from (
        select client_id
        from staging.client_words
        where
            words @@ staging.name_query(:words)
            and client_id > :after

        union all

        select c.client_id
        from staging.clients as c
        where
            (select count(*) from staging.unsearchable_load) > 0
            and c.load_id = any (array(select load_id from staging.unsearchable_load))
            and c.client_id > :after
            and staging.name_words(c.client_name) @@ staging.name_query(:words)
        offset 0
    ) as by_words
    limit 2001
),

few as (
    select
        count(*) < 2001
        and :words <> '' as is_so
    from matching
),

-- Before their names are looked at, which costs more than to find them.
candidate as materialized (
    select
        c.client_id,
        c.client_name,
        c.client_revenue
    from staging.clients as c
    where
        (select is_so from few)
        and c.client_id = any (array(select client_id from matching))
)

(
    select
        c.client_id,
        c.client_name,
        c.client_revenue,
        m.client_segment,
        m.usage_count
    from candidate as c
    left join data_mart.client_segments as m on c.client_id = m.client_id
    where
        staging.name_words(c.client_name) @@ staging.name_query(:words)
        and (cast(:segment as text) is null or m.client_segment = :segment)
    order by c.client_id
    limit :most
)

union all

(
    select
        c.client_id,
        c.client_name,
        c.client_revenue,
        m.client_segment,
        m.usage_count
    from staging.clients as c
    left join data_mart.client_segments as m on c.client_id = m.client_id
    where
        not (select is_so from few)
        and c.client_id > :after
        and (
            :words = ''
            or staging.name_words(c.client_name) @@ staging.name_query(:words)
        )
        and (cast(:segment as text) is null or m.client_segment = :segment)
    order by c.client_id
    limit :most
)

order by client_id
