-- Meaning: whether the tallies are counted anew: where there are none, where a refresh did not
--          keep them up, where the mart is written anew, and where the sets of products have no
--          place for what the new loads bring, a month before the last or many new products.
-- Grain: one row.
with used as (
    select distinct
        product_name,
        date_trunc('month', usage_date::timestamp)::date as month
    from touched.product_usage
    where :?mode = 'incremental'
),

new_product as (
    select distinct product_name
    from used
    where not exists (
        select 1
        from tally.product as p
        where p.product_name = used.product_name
    )
)

select
    :?mode = 'full'
    or not exists (select 1 from tally.layout)
    or (select max(refresh_id) from data_mart.publication) is distinct from (
        select max(refresh_id)
        from data_mart.refresh
        where error is null
    )
    or (select count(*) from tally.product) + (select count(*) from new_product)
    > (select room from tally.layout)
    or exists (
        select 1
        from used
        where
            used.month < (select max(month) from tally.month)
            and not exists (
                select 1
                from tally.month as m
                where m.month = used.month
            )
    ) as is_full
