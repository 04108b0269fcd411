-- Meaning: keeps the figures of the closed months as they were published last.
-- Grain: month and segment.
insert into touched.months_before (month, client_segment, clients_ever, clients_active)
select
    month,
    client_segment,
    clients_ever,
    clients_active
from data_mart.segment_months
where month < (
    select date_trunc('month', as_of_date::timestamp)::date
    from data_mart.publication
    order by publication_id desc
    limit 1
)
