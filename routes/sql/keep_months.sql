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
    -- A use that is dated after today closes nothing.
    select date_trunc('month', least(as_of_date, current_date)::timestamp)::date
    from data_mart.publication
    order by publication_id desc
    limit 1
)
