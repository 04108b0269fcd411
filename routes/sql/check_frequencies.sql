-- Meaning: whether the uses of all products differ from those of all clients, where the tallies
--          were counted anew; else from those of the publication before, with what the new loads
--          brought and less what they removed.
-- Grain: one row, or none.
with recursive gone as (
    select replaces_load_id as load_id
    from staging.load
    where
        load_id = any(:?load_ids::bigint [])
        and replaces_load_id is not null

    union all

    -- A correction goes with the load it corrects.
    select correction.load_id
    from staging.load as correction
    inner join gone on correction.corrects_load_id = gone.load_id
),

brought as (
    select coalesce(sum(records_loaded), 0) as uses
    from staging.load
    where
        load_id = any(:?load_ids::bigint [])
        and kind = 'product_usage'
        and load_id not in (select load_id from gone)
),

removed as (
    select count(*) as uses
    from staging.product_usage_history
    where
        replaced_by_load_id = any(:?load_ids::bigint [])
        and load_id <> all(:?load_ids::bigint [])
),

expectation as (
    select
        case
            when :?tallied_anew then (select coalesce(sum(uses), 0) from tally.client)
            else (
                select uses
                from data_mart.publication
                order by publication_id desc
                limit 1
            ) + (select uses from brought) - (select uses from removed)
        end as uses
),

published as (
    select coalesce(sum(uses), 0) as uses
    from data_mart.product_usage_frequency
)

select
    published.uses as uses,
    expectation.uses as expected
from published
cross join expectation
where published.uses is distinct from expectation.uses
