-- Meaning: whether the base may know any client of the next chunk: by the range of their ids,
--          which new clients are mostly behind.
-- Grain: one row.
select exists (
    select 1
    from staging.clients
    where client_id between :?least_client_id and :?greatest_client_id
) as any_known
