-- Meaning: pairs that more clients have than one of the two products.
-- Grain: ordered pair of products.
select
    clients,
    clients_a,
    clients_b
from data_mart.product_pairs
where
    clients > least(clients_a, clients_b)
    or clients < 0
