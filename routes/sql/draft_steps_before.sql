-- Meaning: the same of the touched clients before this refresh, as negative numbers.
-- Grain: month and numbers of products.
insert into step_draft (month_no, products, products_after, clients)
select
    month as month_no,
    bit_count(substring(active from month * room + 1 for room))::integer as products,
    bit_count(substring(active from (month + 1) * room + 1 for room))::integer as products_after,
    -count(*) as clients
from touched.tally_before
cross join tally.layout
cross join lateral generate_series(0, length(active) / room - 1) as month
where client_segment is not null
group by 1, 2, 3
