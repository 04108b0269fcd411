-- Meaning: whether the base may know any client of the next chunk: by the range of their ids,
--          which new clients are mostly behind.
-- Grain: one row.
-- Caveat: a range alone may be answered by reading all clients; the first of them is found by key.
select coalesce(min(client_id) <= :?greatest_client_id, false) as any_known
from staging.clients
where client_id >= :?least_client_id
