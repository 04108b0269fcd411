-- Meaning: the receipt of a refresh; commits with the mart and its relations.
-- Grain: one row.
insert into data_mart.publication (
    refresh_id, as_of_date, uses, loads_included, sql_sha256, checks, started_at, finished_at
)
select
    :?refresh_id::bigint,
    (select max(usage_date) from tally.uses),
    (select coalesce(sum(uses), 0) from data_mart.product_usage_frequency),
    :?load_ids::bigint [],
    :?sql_sha256::jsonb,
    :?checks::jsonb,
    :?started_at::timestamptz,
    clock_timestamp()
returning publication_id
