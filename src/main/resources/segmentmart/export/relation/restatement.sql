-- Meaning: figures of closed months that a publication changed.
-- Grain: publication, month, segment and figure.
select *
from data_mart.restatement
where
    cast(:segment as text) is null
    or client_segment = :segment
order by restatement_id
