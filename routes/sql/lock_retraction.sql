-- Meaning: lets no clients drop be loaded while clients are taken out, and no usage ids begin anew
--          while uses are.
-- Grain: none; the locks end with the transaction.
-- Caveat: in the order in which loads take them. A refresh that brings in the very load is waited
--         for.
select
    set_config('lock_timeout', '2min', true) as patience,
    set_config('work_mem', '64MB', true) as room,
    case :?kind
        when 'clients'
            then pg_advisory_xact_lock(hashtextextended('staging.clients', 0))::text
        else pg_advisory_xact_lock_shared(hashtextextended('staging.product_usage', 0))::text
    end as by_table
