-- Meaning: lets no clients drop be loaded, and no usage ids begin anew, while a load is taken out.
-- Grain: none; the locks end with the transaction.
-- Caveat: in the order in which loads take them.
select
    set_config('lock_timeout', '30s', true) as patience,
    set_config('work_mem', '64MB', true) as room,
    pg_advisory_xact_lock(hashtextextended('staging.clients', 0)) as by_clients,
    pg_advisory_xact_lock_shared(hashtextextended('staging.product_usage', 0)) as by_product_usage
