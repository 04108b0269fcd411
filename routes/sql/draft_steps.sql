-- Meaning: how many clients of the mart more, or less, used so many products in a month, and so
--          many in the next.
-- Grain: month and numbers of products.
-- Inputs: client_change, of the touched clients or of all.
create temporary table step_draft on commit drop as
select
    month as month_no,
    bit_count(substring(active from month * room + 1 for room))::integer as products,
    bit_count(substring(active from (month + 1) * room + 1 for room))::integer as products_after,
    sum(sign) as clients
from client_change
cross join tally.layout
cross join lateral generate_series(0, length(active) / room - 1) as month
where client_segment is not null
group by 1, 2, 3
