-- Meaning: the last publication, and why the refresh after it failed, if it did.
-- Grain: one row, or none before the first.
select
    p.publication_id,
    p.as_of_date,
    p.finished_at,
    p.uses,
    r.clients_in_mart as clients,
    r.clients_without_products,
    (
        select failed.error
        from data_mart.refresh as failed
        where failed.refresh_id > p.refresh_id
        order by failed.refresh_id desc
        limit 1
    ) as refresh_error,
    array(
        select key || ' ' || value
        from jsonb_each_text(p.checks)
        where value <> 'passed'
        order by key
    )::text [] as warnings,
    (
        select count(*)
        from data_mart.restatement as s
        where s.publication_id = p.publication_id
    ) as restated
from data_mart.publication as p
inner join data_mart.refresh as r on p.refresh_id = r.refresh_id
order by p.publication_id desc
limit 1
