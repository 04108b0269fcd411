-- Meaning: whether the base may know any client of the next chunk: by the range of their ids,
--          which new clients are mostly behind.
-- Grain: one row.
-- Caveat: asked for the first of them, PostgreSQL looks by key; asked whether there is any, it may
--         read all clients to find none.
select min(client_id) is not null as any_known
from staging.clients
where client_id between :?least_client_id and :?greatest_client_id
