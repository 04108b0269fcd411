-- Meaning: a product and a day that staging holds uses of; others where it holds none.
-- Grain: one row.
select
    coalesce(
        (
            select product_name
            from tally.uses
            limit 1
        ),
        'trial'
    ) as product_name,
    coalesce((select max(usage_date) from tally.uses), date '2025-05-24') as usage_date
