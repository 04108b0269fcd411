-- Meaning: forgets the tallies, to count them anew, and what was to be taken out of them. What is
--          known of each client is compared instead.
-- Grain: none.
with products as (delete from tally.product),
months as (delete from tally.month),
days as (delete from tally.day),
layouts as (delete from tally.layout),
cells as (delete from tally.cell),
uses as (delete from tally.uses),
product_clients as (delete from tally.product_clients),
pairs as (delete from tally.pair),
incomes as (delete from tally.income),
recencies as (delete from tally.recency),
steps as (delete from tally.step),
paths as (delete from tally.path),
segments as (delete from touched.before),
tallies as (delete from touched.tally_before)

delete from touched.client
