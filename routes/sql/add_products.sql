-- Meaning: gives products that are new a place in the sets of products, behind the others.
-- Grain: product.
insert into tally.product (product_no, product_name)
select
    (select coalesce(max(product_no), -1) from tally.product)
    + row_number() over (order by d.product_name collate "C") as product_no,
    d.product_name
from (select distinct product_name from use_draft) as d
where not exists (
    select 1
    from tally.product as p
    where p.product_name = d.product_name
)
