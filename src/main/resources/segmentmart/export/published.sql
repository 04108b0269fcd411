-- Meaning: what the mart is of, and what is not in it.
-- Grain: one row; publication_id is null before the first.
with last_publication as (
    select
        publication_id,
        refresh_id,
        as_of_date,
        finished_at
    from data_mart.publication
    order by publication_id desc
    limit 1
),

last_refresh as (
    select error
    from data_mart.refresh
    order by refresh_id desc
    limit 1
)

select
    p.publication_id,
    p.refresh_id,
    p.as_of_date,
    p.finished_at,
    (
        select count(*)
        from staging.load
        where
            status = 'loaded'
            and refresh_id is null
    ) as loads_not_in_mart,
    (select error from last_refresh) as refresh_error
from (select 1) as one
left join last_publication as p on true
