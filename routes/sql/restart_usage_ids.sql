-- Meaning: begins the usage ids at 1 again when this load leaves no use of another, so that a
--          repeated run gives the same ids. Undone with the transaction.
-- Grain: none.
alter sequence staging.product_usage_usage_id_seq restart
