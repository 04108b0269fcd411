-- Meaning: where the rule puts its rows, before they are compared with the mart. Gone with the
--          transaction.
-- Grain: client.
create temporary table client_segments_draft (
    client_id integer not null primary key,
    client_name varchar(200) not null,
    client_revenue integer,
    usage_count integer not null,
    client_segment varchar(50) not null,
    last_product_usage_date date not null
) on commit drop
