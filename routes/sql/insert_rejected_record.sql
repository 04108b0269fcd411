-- Meaning: the records of one chunk that could not be loaded, each array a column.
-- Grain: record of the drop.
insert into staging.rejected_record (load_id, line_no, field, code, message, raw)
select
    :?load_id::bigint as load_id,
    r.line_no,
    r.field,
    r.code,
    r.message,
    r.raw
from unnest(
    :?line_nos::integer [], :?fields::text [], :?codes::text [], :?messages::text [],
    :?raws::text []
) as r (line_no, field, code, message, raw)
