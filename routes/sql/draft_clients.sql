-- Meaning: what each client did by now. Making a table, unlike filling one, may use several
--          processors.
-- Grain: client with uses.
-- Inputs: product_usage, client_segments.
create temporary table client_draft on commit drop as
with done as (
    select
        u.client_id,
        count(*) as uses,
        bit_or(c.active)::bit varying as active,
        bit_or(c.ever)::bit varying as ever
    from product_usage as u
    inner join tally.day as d on u.usage_date = d.usage_date
    inner join tally.cell as c
        on u.product_name = c.product_name
        and d.month = c.month
    group by u.client_id
)

select
    done.client_id,
    m.client_segment,
    m.last_product_usage_date,
    done.uses,
    done.active,
    done.ever
from done
left join client_segments as m on done.client_id = m.client_id
