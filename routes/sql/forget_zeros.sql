-- Meaning: takes out of the tallies what came to nothing.
-- Grain: none.
with uses as (delete from tally.uses where uses = 0),
product_clients as (delete from tally.product_clients where clients = 0),
pairs as (delete from tally.pair where clients = 0),
incomes as (delete from tally.income where clients = 0),
recencies as (delete from tally.recency where clients = 0),
steps as (delete from tally.step where clients = 0)

delete from tally.path
where clients = 0
