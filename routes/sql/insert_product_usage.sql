-- Meaning: one chunk of uses, each array a column; products are told by their place in theirs.
-- Grain: record of the drop.
-- Caveat: ordered by client, which the primary key likes: the larger the chunk, the fewer pages
--         of it are touched for each row.
insert into staging.product_usage (client_id, product_name, usage_date, load_id, line_no)
select
    r.client_id,
    p.product_name,
    date '1970-01-01' + r.usage_day as usage_date,
    :?load_id::bigint as load_id,
    r.line_no
from unnest(
    :?client_ids::integer [], :?product_nos::integer [], :?usage_days::integer [],
    :?line_nos::integer []
) as r (client_id, product_no, usage_day, line_no)
inner join unnest(:?products::text []) with ordinality as p (product_name, product_no)
    on r.product_no = p.product_no
order by
    r.client_id,
    r.line_no
