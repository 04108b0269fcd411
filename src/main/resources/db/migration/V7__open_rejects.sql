-- How many rejects are open is counted in one place, for readers of data_quality, too, who may read neither the rejects
-- nor the ledger.

create function staging.open_rejects() returns bigint
language sql
stable
security definer
begin atomic
    select coalesce(sum(rejects), 0)::bigint
    from (
        select
            load_id,
            count(*) as rejects
        from staging.rejected_record
        where resolved_by_load_id is null
        group by load_id
    ) as open_by_load
    where staging.is_in_force(load_id);
end;
comment on function staging.open_rejects is 'Records that were set aside by loads that count, and not corrected yet';

alter function staging.is_in_force(bigint) security invoker;
