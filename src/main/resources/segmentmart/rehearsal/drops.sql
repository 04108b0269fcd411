-- Meaning: what the ledger says of the drops of a plan.
-- Grain: load.
select
    l.load_id,
    l.status,
    l.snapshot,
    l.records_read,
    l.records_loaded,
    l.records_rejected,
    l.records_superseded,
    l.replaces_load_id,
    (
        select count(*)
        from staging.product_usage_history as h
        where h.replaced_by_load_id = l.load_id
    ) as uses_replaced,
    (
        select count(*)
        from staging.rejected_record as r
        where
            r.load_id = l.replaces_load_id
            and r.resolved_by_load_id is null
    ) as rejects_void,
    l.duplicate_of_load_id,
    original.drop_name as duplicate_of_drop,
    l.corrects_load_id,
    (
        select count(*)
        from staging.rejected_record as r
        where
            r.load_id = l.corrects_load_id
            and r.resolved_by_load_id = l.load_id
    ) as rejects_closed,
    l.ignored_columns
from staging.load as l
left join staging.load as original on l.duplicate_of_load_id = original.load_id
where l.load_id = :load_id
