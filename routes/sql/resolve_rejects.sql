-- Meaning: closes the rejects that a correction answers; those that are still bad are open again
--          under its own load.
-- Grain: one row.
-- Caveat: a correction with fewer records than there are open rejects does not say which it
--         leaves out; then all of them stay open.
with open as (
    select reject_id
    from staging.rejected_record
    where
        load_id = :?corrects_load_id::bigint
        and resolved_by_load_id is null
),

closed as (
    update staging.rejected_record
    set resolved_by_load_id = :?load_id
    where
        load_id = :?corrects_load_id::bigint
        and resolved_by_load_id is null
        and :?records_read >= (select count(*) from open)
    returning reject_id
)

select
    (select count(*) from open) as rejects_open,
    (select count(*) from closed) as rejects_closed
