-- Meaning: takes to the history the uses of the version that this load replaces, and those of the
--          corrections to it.
-- Grain: use.
with removed as (
    delete from staging.product_usage as u
    where u.load_id = any(array(select staging.with_corrections(:?replaces_load_id::bigint)))
    returning
        u.client_id,
        u.product_name,
        u.usage_date,
        u.load_id,
        u.line_no
)

insert into staging.product_usage_history (
    client_id, product_name, usage_date, load_id, line_no, replaced_by_load_id
)
select
    client_id,
    product_name,
    usage_date,
    load_id,
    line_no,
    :?load_id::bigint as replaced_by_load_id
from removed
