-- Meaning: products and months that are too many to be counted in sets, as where names of products
--          are free text: then the relations of analysis are empty, and the mart goes on without.
-- Grain: one row, or none.
-- Inputs: the draft of uses.
with used as (
    select
        product_name,
        date_trunc('month', usage_date::timestamp) as month
    from use_draft
    group by 1, 2
),

size as (
    select
        count(distinct product_name) as products,
        count(distinct month) as months
    from used
)

select
    products,
    months
from size
where
    :?tallied_anew
    and (products > 500 or products * months > 60000)
