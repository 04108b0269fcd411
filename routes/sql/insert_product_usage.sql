-- Meaning: one chunk of uses, each array a column.
-- Grain: record of the drop.
-- Caveat: ordered by client, which the primary key likes: half the time of file order on a large
--         table.
insert into staging.product_usage (client_id, product_name, usage_date, load_id, line_no)
select
    r.client_id,
    r.product_name,
    date '1970-01-01' + r.usage_day as usage_date,
    :?load_id::bigint as load_id,
    r.line_no
from unnest(
    :?client_ids::integer [], :?product_names::text [], :?usage_days::integer [],
    :?line_nos::integer []
) as r (client_id, product_name, usage_day, line_no)
order by
    r.client_id,
    r.line_no
