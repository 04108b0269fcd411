-- Meaning: brings back the uses that retracted loads took the place of, under new numbers.
-- Grain: use.
-- Caveat: run after forget_retracted_uses: what is left is of loads that count again.
with restored as (
    delete from staging.product_usage_history
    where replaced_by_load_id = any(:?load_ids::bigint [])
    returning *
)

insert into staging.product_usage (client_id, product_name, usage_date, load_id, line_no)
select
    client_id,
    product_name,
    usage_date,
    load_id,
    line_no
from restored
