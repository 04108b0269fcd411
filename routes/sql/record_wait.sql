-- Meaning: notes that a drop waits after a failed try; a try counts where nothing around the drop
--          explains it.
-- Caveat: where the drop was loaded and only its move fails, no try counts.
-- Grain: one row, the tries so far that count; another version of the file begins anew.
insert into staging.waiting_drop as w (
    drop_name, bytes, file_modified_at, tries, counted_tries, error, first_failed_at,
    last_failed_at
)
select
    :?drop_name,
    :?bytes,
    :?file_modified_at::timestamptz,
    1,
    (
        :?counts::boolean
        and not exists (
            select 1
            from staging.load
            where
                drop_name = :?drop_name
                and bytes = :?bytes
                and file_modified_at = :?file_modified_at::timestamptz
                and status <> 'failed'
                and filed_at is null
        )
    )::integer,
    :?error,
    clock_timestamp(),
    clock_timestamp()
on conflict (drop_name) do update set
    bytes = excluded.bytes,
    file_modified_at = excluded.file_modified_at,
    tries = excluded.tries + case
        when (w.bytes, w.file_modified_at) = (excluded.bytes, excluded.file_modified_at)
            then w.tries
        else 0
    end,
    counted_tries = excluded.counted_tries + case
        when (w.bytes, w.file_modified_at) = (excluded.bytes, excluded.file_modified_at)
            then w.counted_tries
        else 0
    end,
    error = excluded.error,
    first_failed_at = case
        when (w.bytes, w.file_modified_at) = (excluded.bytes, excluded.file_modified_at)
            then w.first_failed_at
        else excluded.first_failed_at
    end,
    last_failed_at = excluded.last_failed_at
returning counted_tries
