-- Meaning: the ledger, the newest attempt first.
-- Grain: attempt to load.
select
    l.load_id,
    l.drop_name,
    l.kind,
    l.format,
    l.encoding,
    l.bytes,
    l.status,
    l.snapshot as is_snapshot,
    l.ignored_columns,
    l.records_read,
    l.records_loaded,
    l.records_rejected,
    l.records_superseded,
    l.replaces_load_id,
    l.duplicate_of_load_id,
    l.corrects_load_id,
    l.refresh_id,
    l.started_at,
    l.finished_at,
    l.error,
    l.retracted_at,
    l.retracted_by,
    l.retraction_reason
from staging.load as l
where cast(:status as text) is null or l.status = :status
order by l.load_id desc
