-- Meaning: the receipts of all refreshes that went well.
-- Grain: publication.
select *
from data_mart.publication
order by publication_id
