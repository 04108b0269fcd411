-- Meaning: what SQL the last publication defined a relation by; null where there is none.
-- Grain: one row.
select (
    select sql_sha256 ->> ?
    from data_mart.publication
    order by publication_id desc
    limit 1
) as sha256
