-- Meaning: brings into the tally the clients of the draft that are new or differ there; the others
--          are not touched.
-- Grain: client with uses.
merge into tally.client as t
using client_draft as d
    on t.client_id = d.client_id
when matched and (
    t.client_segment, t.last_product_usage_date, t.uses, t.active, t.ever
) is distinct from (
    d.client_segment, d.last_product_usage_date, d.uses, d.active, d.ever
) then
    update set
        client_segment = d.client_segment,
        last_product_usage_date = d.last_product_usage_date,
        uses = d.uses,
        active = d.active,
        ever = d.ever
when not matched then
    insert (client_id, client_segment, last_product_usage_date, uses, active, ever)
    values (
        d.client_id, d.client_segment, d.last_product_usage_date, d.uses, d.active, d.ever
    )
