-- Meaning: notes the orphans that draft_orphans found.
-- Grain: unknown client.
insert into staging.orphan (client_id, uses)
select
    client_id,
    uses
from orphan_draft
