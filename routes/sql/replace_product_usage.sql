-- Meaning: removes the uses of the version that this load replaces, and of the corrections to
--          it, and notes the clients that lost some.
-- Grain: client noted.
with recursive replaced as (
    select :?replaces_load_id::bigint as load_id

    union all

    select correction.load_id
    from staging.load as correction
    inner join replaced on correction.corrects_load_id = replaced.load_id
    where correction.status = 'loaded'
),

removed as (
    delete from staging.product_usage as u
    where u.load_id = any(array(select load_id from replaced))
    returning u.client_id
)

insert into staging.removed_usage (load_id, client_id)
select distinct
    :?load_id::bigint as load_id,
    client_id
from removed
