-- Meaning: one chunk of uses, each array a column; products are told by their place in theirs.
-- Grain: record of the drop.
-- Caveat: the records come in the order of the primary key, and keep it while the products are few:
--         the larger the chunk, the fewer pages of the key are touched for each row.
with record as (
    select
        unnest(:?client_ids::integer []) as client_id,
        unnest(:?product_nos::integer []) as product_no,
        unnest(:?usage_days::integer []) as usage_day,
        unnest(:?line_nos::integer []) as line_no
)

insert into staging.product_usage (client_id, product_name, usage_date, load_id, line_no)
select
    r.client_id,
    p.product_name,
    date '1970-01-01' + r.usage_day as usage_date,
    :?load_id::bigint as load_id,
    r.line_no
from record as r
inner join unnest(:?products::text []) with ordinality as p (product_name, product_no)
    on r.product_no = p.product_no
