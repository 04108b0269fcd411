-- Meaning: the newest uses of each product by a client, the product used last first, and the drop
--          and line that each is from.
-- Grain: use.
with numbered as (
    select
        product_name,
        usage_date,
        load_id,
        line_no,
        count(*) over (partition by product_name) as of_all,
        max(usage_date) over (partition by product_name) as last_used_on,
        row_number() over (
            partition by product_name
            order by usage_date desc, usage_id desc
        ) as place
    from staging.product_usage
    where client_id = :client_id
)

select
    n.product_name,
    n.usage_date,
    l.drop_name,
    n.line_no,
    n.load_id,
    l.finished_at as loaded_at,
    n.of_all
from numbered as n
inner join staging.load as l on n.load_id = l.load_id
where n.place <= :most
order by n.last_used_on desc, n.product_name collate "C", n.place
