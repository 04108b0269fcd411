-- Meaning: brings the draft of uses into the tally.
-- Grain: segment, product and day.
insert into tally.uses as t (client_segment, product_name, usage_date, uses)
select
    client_segment,
    product_name,
    usage_date,
    sum(uses) as uses
from use_draft
group by client_segment, product_name, usage_date
having sum(uses) <> 0
on conflict (client_segment, product_name, usage_date) do update set
    uses = t.uses + excluded.uses
