-- Meaning: removes the uses of the version that this load replaces, and of the corrections to
--          it, and notes them for the next refresh; of many, only the clients that lost some, and
--          that refresh is a full one.
-- Grain: use noted, or client.
with recursive replaced as (
    select :?replaces_load_id::bigint as load_id

    union all

    select correction.load_id
    from staging.load as correction
    inner join replaced on correction.corrects_load_id = replaced.load_id
    where correction.status = 'loaded'
),

weight as (
    select sum(records_loaded) > 200000 as is_heavy
    from staging.load
    where load_id = any(array(select load_id from replaced))
),

removed as (
    delete from staging.product_usage as u
    where u.load_id = any(array(select load_id from replaced))
    returning
        u.client_id,
        u.load_id,
        u.product_name,
        u.usage_date
)

insert into staging.removed_usage (
    load_id, client_id, removed_load_id, product_name, usage_date
)
select
    :?load_id::bigint as load_id,
    client_id,
    load_id as removed_load_id,
    product_name,
    usage_date
from removed
where not (select is_heavy from weight)

union all

select
    :?load_id::bigint as load_id,
    client_id,
    null as removed_load_id,
    null as product_name,
    null as usage_date
from removed
where (select is_heavy from weight)
group by client_id
