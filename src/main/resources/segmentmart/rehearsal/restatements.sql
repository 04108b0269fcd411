-- Meaning: figures of closed months that the drops of a plan would change.
-- Grain: month, segment and figure.
select
    month,
    client_segment,
    figure,
    before,
    after
from data_mart.restatement
where publication_id > :publication_id
order by month, client_segment, figure
