-- Meaning: the refresh that left the mart as it is, and why the last one after it failed, if any.
-- Grain: one row, or none before the first.
with last_good as (
    select *
    from data_mart.refresh
    where error is null
    order by refresh_id desc
    limit 1
),

last_refresh as (
    select *
    from data_mart.refresh
    order by refresh_id desc
    limit 1
)

select
    good.refresh_id,
    good.mode,
    good.trigger,
    good.finished_at,
    good.rule_sha256,
    tried.error
from last_refresh as tried
left join last_good as good on true
