-- Meaning: settles how long the bit strings of sets are, where there are none yet: in whole bytes,
--          with some places for products that are to come.
-- Grain: one row.
insert into tally.layout (room)
select (count(*) + 12) / 8 * 8 as room
from tally.product
having not exists (select 1 from tally.layout)
