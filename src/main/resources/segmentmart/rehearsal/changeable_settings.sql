-- Meaning: the settings that a statement may change, as they are in this session now.
-- Grain: setting.
select
    name,
    setting
from pg_settings
where
    context in ('user', 'superuser')
    and name !~ '^transaction_'
