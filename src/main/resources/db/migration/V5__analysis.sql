-- Analysis in the mart: counts that each refresh keeps up (tally), and the relations that follow from them (data_mart).
-- What fills the relations stands in routes/sql, a file for each.

create schema tally;
create schema sample;
comment on schema tally is 'Counts that the relations of analysis are made of; each refresh keeps them up';
comment on schema sample is 'Invented clients, one for each number of products up to that of all, whom a refresh asks the segmentation rule about';

-- ---------------------------------------------------------------- what a load took out, use by use

alter table staging.removed_usage
    add column removed_load_id bigint,
    add column product_name varchar(200),
    add column usage_date date;
comment on table staging.removed_usage is 'Uses that a load removed, until the mart has taken note; grain: use, or load and client where there were many';
comment on column staging.removed_usage.client_id is 'Client whose use was removed';
comment on column staging.removed_usage.removed_load_id is 'The load that had brought the use; null where there were too many to note each';
comment on column staging.removed_usage.product_name is 'Product of the use; null likewise';
comment on column staging.removed_usage.usage_date is 'Day of the use; null likewise';

-- ---------------------------------------------------------------- what clients did

create table tally.product (
    product_no integer not null primary key,
    product_name varchar(200) not null unique
);
comment on table tally.product is 'Products that staging holds uses of, or held likewise; grain: product';
comment on column tally.product.product_no is 'Place of the product in a set of products, from 0';
comment on column tally.product.product_name is 'Product';

create table tally.month (
    month_no integer not null primary key,
    month date not null unique
);
comment on table tally.month is 'Months that staging holds uses of, or held since the tallies were counted anew; grain: month';
comment on column tally.month.month_no is 'Place of the month among them, from 0';
comment on column tally.month.month is 'First day of the month';

create table tally.day (
    usage_date date not null primary key,
    month date not null
);
comment on table tally.day is 'Days that staging holds uses of, or held likewise; grain: day';
comment on column tally.day.usage_date is 'Day';
comment on column tally.day.month is 'First day of its month';

create table tally.cell (
    product_name varchar(200) not null,
    month date not null,
    active bit varying not null,
    ever bit varying not null,
    primary key (product_name, month)
);
comment on table tally.cell is 'What a use adds to what its client did; grain: product and month';
comment on column tally.cell.product_name is 'Product';
comment on column tally.cell.month is 'First day of the month';
comment on column tally.cell.active is 'A set of products for each month of tally.month, one after the other: this product in this month';
comment on column tally.cell.ever is 'The same: this product in this month and in those after it';

create table tally.layout (
    room integer not null
);
comment on table tally.layout is 'How sets of products are written: bit strings; grain: one row, none before the first refresh';
comment on column tally.layout.room is 'Bits of a set, some more than there are products';

create table tally.client (
    client_id integer not null primary key,
    client_segment varchar(50),
    last_product_usage_date date,
    uses bigint not null,
    active bit varying not null,
    ever bit varying not null
);
alter table tally.client set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
comment on table tally.client is 'What each client did, known or not; grain: client with uses';
comment on column tally.client.client_id is 'Client';
comment on column tally.client.client_segment is 'Segment; null outside the mart';
comment on column tally.client.last_product_usage_date is 'Day of the last use, by the mart; null outside it';
comment on column tally.client.uses is 'Uses';
comment on column tally.client.active is 'A set of products for each month, one after the other: those used in it. Months that came later are not in it: none';
comment on column tally.client.ever is 'The same: those used in the month or before. Months that came later are not in it: as in the last';

-- ---------------------------------------------------------------- counts

create table tally.uses (
    client_segment varchar(50),
    product_name varchar(200) not null,
    usage_date date not null,
    uses bigint not null,
    unique nulls not distinct (client_segment, product_name, usage_date)
);
create index uses_gone_idx on tally.uses (uses) where uses = 0;
comment on table tally.uses is 'Uses; grain: segment, product and day';
comment on column tally.uses.client_segment is 'Segment the client is in now; null for clients outside the mart';
comment on column tally.uses.product_name is 'Product';
comment on column tally.uses.usage_date is 'Day of the use';
comment on column tally.uses.uses is 'Uses';

create table tally.product_clients (
    client_segment varchar(50),
    product_name varchar(200) not null,
    clients bigint not null,
    unique nulls not distinct (client_segment, product_name)
);
create index product_clients_gone_idx on tally.product_clients (clients) where clients = 0;
comment on table tally.product_clients is 'Clients who used a product; grain: segment and product';
comment on column tally.product_clients.client_segment is 'Segment; null for clients outside the mart';
comment on column tally.product_clients.product_name is 'Product';
comment on column tally.product_clients.clients is 'Clients';

create table tally.pair (
    product_a varchar(200) not null,
    product_b varchar(200) not null,
    clients bigint not null,
    primary key (product_a, product_b)
);
create index pair_gone_idx on tally.pair (clients) where clients = 0;
comment on table tally.pair is 'Clients of the mart who used both of two products; grain: pair of products, in the order of their numbers';
comment on column tally.pair.product_a is 'Product';
comment on column tally.pair.product_b is 'The other product';
comment on column tally.pair.clients is 'Clients with both';

create table tally.income (
    client_segment varchar(50) not null,
    usage_count integer not null,
    client_revenue integer,
    clients bigint not null,
    unique nulls not distinct (client_revenue, usage_count, client_segment)
);
create index income_gone_idx on tally.income (clients) where clients = 0;
comment on table tally.income is 'Clients of the mart; grain: segment, number of products and income';
comment on column tally.income.client_segment is 'Segment';
comment on column tally.income.usage_count is 'Number of products';
comment on column tally.income.client_revenue is 'Income, ₽; null where it is unknown';
comment on column tally.income.clients is 'Clients';

create table tally.recency (
    client_segment varchar(50) not null,
    products integer not null,
    uses bigint not null,
    last_product_usage_date date not null,
    clients bigint not null,
    primary key (client_segment, products, uses, last_product_usage_date)
);
create index recency_gone_idx on tally.recency (clients) where clients = 0;
comment on table tally.recency is 'Clients of the mart; grain: segment, number of products, number of uses and day of the last';
comment on column tally.recency.client_segment is 'Segment';
comment on column tally.recency.products is 'Number of different products';
comment on column tally.recency.uses is 'Uses of a client';
comment on column tally.recency.last_product_usage_date is 'Day of the last of them';
comment on column tally.recency.clients is 'Clients';

create table tally.step (
    basis text not null,
    month_no integer not null,
    products integer not null,
    products_after integer not null,
    clients bigint not null,
    primary key (basis, month_no, products, products_after),
    constraint step_basis_known check (basis in ('ever', 'active'))
);
create index step_gone_idx on tally.step (clients) where clients = 0;
comment on table tally.step is 'Clients of the mart by how the number of their products moved; grain: basis, month and the numbers';
comment on column tally.step.basis is 'ever: products used by then, where that grew in the month; active: used in the month, and in the next';
comment on column tally.step.month_no is 'Month, see tally.month';
comment on column tally.step.products is 'ever: products before the month; active: products used in it';
comment on column tally.step.products_after is 'ever: products at its end; active: products used in the next month that has uses, 0 if there is none';
comment on column tally.step.clients is 'Clients';

create table tally.path (
    products integer[] not null primary key,
    clients bigint not null
);
create index path_gone_idx on tally.path (clients) where clients = 0;
comment on table tally.path is 'Clients of the mart by the number of products they had used by the end of each month; grain: those numbers';
comment on column tally.path.products is 'For each month of tally.month; for months that came later, as in the last';
comment on column tally.path.clients is 'Clients';

create table tally.ladder (
    products integer not null primary key deferrable initially deferred,
    client_segment varchar(50) not null
);
comment on table tally.ladder is 'What the segmentation rule makes of a client with a number of products; grain: number of products';
comment on column tally.ladder.products is 'Number of different products, each used once';
comment on column tally.ladder.client_segment is 'Segment';

create view tally.client_change as
select
    1 as sign,
    c.*
from tally.client as c;
comment on view tally.client_change is 'What the tallies gain when they are counted anew: tally.client, each once';

create view tally.segment_change as
select
    1 as sign,
    client_segment,
    usage_count,
    client_revenue
from data_mart.client_segments;
comment on view tally.segment_change is 'What the tally of income gains when it is counted anew: the clients of the mart, each once';

create view tally.calendar as
with used as (
    select date_trunc('month', usage_date::timestamp)::date as month
    from tally.uses
    group by 1
),

seen as (
    select
        m.month_no,
        used.month::timestamp as month,
        lead(used.month) over (order by used.month) as next_month
    from used
    inner join tally.month as m on used.month = m.month
)

select
    day::date as month,
    seen.month_no,
    day = seen.month as has_uses
from seen
cross join lateral generate_series(
    seen.month,
    case
        when seen.next_month is null then seen.month
        else least(seen.next_month - interval '1 month', seen.month + interval '59 months')
    end,
    interval '1 month'
) as day;
comment on view tally.calendar is 'The months from the first use to the newest, but for those more than five years after the last before them that has uses; grain: month';
comment on column tally.calendar.month is 'First day of the month';
comment on column tally.calendar.month_no is 'Its place in tally.month; that of the last before it that has uses, where it has none';
comment on column tally.calendar.has_uses is 'Whether staging holds uses of it';

-- ---------------------------------------------------------------- the same of the clients that a refresh touches

create view touched.client_segments as
select m.*
from data_mart.client_segments as m
inner join touched.client as t on m.client_id = t.client_id;
comment on view touched.client_segments is 'data_mart.client_segments of the touched clients';

create view touched.removed_usage as
select r.*
from staging.removed_usage as r
inner join touched.client as t on r.client_id = t.client_id;
comment on view touched.removed_usage is 'staging.removed_usage of the touched clients';

create view touched.client_tally as
select c.*
from tally.client as c
inner join touched.client as t on c.client_id = t.client_id;
comment on view touched.client_tally is 'tally.client of the touched clients';

create unlogged table touched.before (
    client_id integer not null primary key,
    client_segment varchar(50) not null,
    client_revenue integer,
    usage_count integer not null
);
comment on table touched.before is 'Touched clients as the mart had them before the refresh under way; empty between refreshes';
comment on column touched.before.client_id is 'Client';
comment on column touched.before.client_segment is 'Segment';
comment on column touched.before.client_revenue is 'Income, ₽';
comment on column touched.before.usage_count is 'Number of products';

create unlogged table touched.tally_before (
    client_id integer not null primary key,
    client_segment varchar(50),
    last_product_usage_date date,
    uses bigint not null,
    active bit varying not null,
    ever bit varying not null
);
comment on table touched.tally_before is 'tally.client of the touched clients before the refresh under way; empty between refreshes';
comment on column touched.tally_before.client_id is 'Client';
comment on column touched.tally_before.client_segment is 'See tally.client';
comment on column touched.tally_before.last_product_usage_date is 'See tally.client';
comment on column touched.tally_before.uses is 'See tally.client';
comment on column touched.tally_before.active is 'See tally.client';
comment on column touched.tally_before.ever is 'See tally.client';

create view touched.client_change as
select
    1 as sign,
    c.*
from touched.client_tally as c

union all

select
    -1 as sign,
    b.*
from touched.tally_before as b;
comment on view touched.client_change is 'What the tallies gain of the touched clients, with sign 1, and what they lose, with sign -1';

create view touched.segment_change as
select
    1 as sign,
    client_segment,
    usage_count,
    client_revenue
from touched.client_segments

union all

select
    -1 as sign,
    client_segment,
    usage_count,
    client_revenue
from touched.before;
comment on view touched.segment_change is 'The same of the tally of income';

-- ---------------------------------------------------------------- invented clients

create view sample.clients as
select
    -n as client_id,
    n::text::varchar(200) as client_name,
    100000 as client_revenue,
    0::bigint as load_id,
    n as line_no
from generate_series(1, (select count(distinct product_name)::integer from tally.uses)) as n;
comment on view sample.clients is 'A client for each number of products, which is his client_id below zero, in the shape of staging.clients';

create view sample.product_usage as
select
    row_number() over (order by n, product)::bigint as usage_id,
    -n as client_id,
    product::text::varchar(200) as product_name,
    date '2025-01-01' as usage_date,
    0::bigint as load_id,
    n as line_no
from generate_series(1, (select count(distinct product_name)::integer from tally.uses)) as n
cross join lateral generate_series(1, n) as product;
comment on view sample.product_usage is 'So many products for each of them, each used once, in the shape of staging.product_usage';

-- ---------------------------------------------------------------- relations

create table data_mart.segment_summary (
    client_segment varchar(50) not null primary key deferrable initially deferred,
    segment_no integer not null,
    clients bigint not null,
    share double precision not null,
    median_revenue double precision,
    mean_revenue double precision,
    median_days_since_last_use double precision
);
comment on table data_mart.segment_summary is 'Segments: how many, what they earn, how recently they used anything; grain: segment';
comment on column data_mart.segment_summary.client_segment is 'Segment';
comment on column data_mart.segment_summary.segment_no is 'Place of the segment, from 1, by the number of products that make it: to sort by';
comment on column data_mart.segment_summary.clients is 'Clients';
comment on column data_mart.segment_summary.share is 'Of all clients of the mart, 0 to 1';
comment on column data_mart.segment_summary.median_revenue is 'Median income, ₽, of those whose income is known';
comment on column data_mart.segment_summary.mean_revenue is 'Mean income, ₽, of those whose income is known';
comment on column data_mart.segment_summary.median_days_since_last_use is 'Median of the days from the last use to the newest day of a use in staging';

create table data_mart.product_usage_frequency (
    product_name varchar(200) not null primary key deferrable initially deferred,
    uses bigint not null,
    clients bigint not null,
    share double precision not null
);
comment on table data_mart.product_usage_frequency is 'How often each product was used, by known clients and others; grain: product';
comment on column data_mart.product_usage_frequency.product_name is 'Product';
comment on column data_mart.product_usage_frequency.uses is 'Uses; together those of staging.product_usage';
comment on column data_mart.product_usage_frequency.clients is 'Different clients who used it';
comment on column data_mart.product_usage_frequency.share is 'Of all uses, 0 to 1';

create table data_mart.segment_products (
    client_segment varchar(50) not null,
    product_name varchar(200) not null,
    clients bigint not null,
    uses bigint not null,
    segment_rank integer not null,
    primary key (client_segment, product_name) deferrable initially deferred,
    unique (client_segment, segment_rank) deferrable initially deferred
);
comment on table data_mart.segment_products is 'The products that clients of a segment used; grain: segment and product';
comment on column data_mart.segment_products.client_segment is 'Segment';
comment on column data_mart.segment_products.product_name is 'Product';
comment on column data_mart.segment_products.clients is 'Clients of the segment who used it';
comment on column data_mart.segment_products.uses is 'Their uses of it';
comment on column data_mart.segment_products.segment_rank is 'Place in the segment by clients; ties by uses of the product overall, then by name';

create table data_mart.segment_months (
    month date not null,
    client_segment varchar(50) not null,
    clients_ever bigint not null,
    clients_active bigint not null,
    is_partial boolean not null,
    primary key (month, client_segment) deferrable initially deferred
);
comment on table data_mart.segment_months is 'The segments at the end of each month, and of each month by itself; grain: month and segment';
comment on column data_mart.segment_months.month is 'First day of the month';
comment on column data_mart.segment_months.client_segment is 'Segment, by the number of different products';
comment on column data_mart.segment_months.clients_ever is 'Clients by the products they had used by the end of the month, as the mart has them';
comment on column data_mart.segment_months.clients_active is 'Clients by the products they used in the month; who used none is in no segment';
comment on column data_mart.segment_months.is_partial is 'The month goes on beyond the newest day of a use';

create table data_mart.revenue_bands (
    band integer not null,
    client_segment varchar(50) not null,
    revenue_from integer not null,
    revenue_to integer not null,
    clients bigint not null,
    mean_usage_count double precision not null,
    segment_clients bigint not null,
    segment_share double precision not null,
    primary key (band, client_segment) deferrable initially deferred
);
comment on table data_mart.revenue_bands is 'Tenths of the clients by income, poorest first, and their segments; grain: band and segment';
comment on column data_mart.revenue_bands.band is 'Tenth, 1 to 10, by the share of clients who earn less; equal incomes are in one';
comment on column data_mart.revenue_bands.client_segment is 'Segment';
comment on column data_mart.revenue_bands.revenue_from is 'Least income of the band, ₽';
comment on column data_mart.revenue_bands.revenue_to is 'Greatest income of the band, ₽';
comment on column data_mart.revenue_bands.clients is 'Clients of the band, in all segments; do not add up over segments';
comment on column data_mart.revenue_bands.mean_usage_count is 'Mean number of products in the band, over all segments';
comment on column data_mart.revenue_bands.segment_clients is 'Clients of the band in this segment';
comment on column data_mart.revenue_bands.segment_share is 'Of the clients of the band, 0 to 1';

create table data_mart.hypotheses (
    hypothesis integer not null primary key deferrable initially deferred,
    measure text not null,
    figure double precision,
    n bigint not null,
    margin double precision,
    verdict text not null,
    sentence_ru text not null,
    sentence_en text not null,
    figures jsonb not null,
    constraint hypotheses_verdict_known
        check (verdict in ('supported', 'not_supported', 'opposite', 'too_few'))
);
comment on table data_mart.hypotheses is 'What the data say to the three hypotheses; grain: hypothesis';
comment on column data_mart.hypotheses.hypothesis is '1: clients with one product are less active; 2: products that go together; 3: more income, more products';
comment on column data_mart.hypotheses.measure is 'What the figure is';
comment on column data_mart.hypotheses.figure is 'The figure that decides; null where there is none';
comment on column data_mart.hypotheses.n is 'Clients it rests on';
comment on column data_mart.hypotheses.margin is 'How far from its value without any effect chance alone may take it, but for one case in a thousand';
comment on column data_mart.hypotheses.verdict is 'supported, not_supported (within the margin), opposite or too_few';
comment on column data_mart.hypotheses.sentence_ru is 'What the data carry, in Russian';
comment on column data_mart.hypotheses.sentence_en is 'What the data carry, in English';
comment on column data_mart.hypotheses.figures is 'The figures behind it';

-- Their text is in routes/sql from the first refresh on.
create view data_mart.client_offers as
select
    client_id,
    client_segment,
    null::varchar(200) as offer,
    null::integer as offer_rank
from data_mart.client_segments;
comment on view data_mart.client_offers is 'What to offer to each client: the product that most of his segment use and he does not; grain: client of the mart';
comment on column data_mart.client_offers.client_id is 'Client';
comment on column data_mart.client_offers.client_segment is 'Segment';
comment on column data_mart.client_offers.offer is 'Product; null where the client has every product that his segment uses';
comment on column data_mart.client_offers.offer_rank is 'Its place in segment_products';

create view data_mart.product_pairs as
select
    null::varchar(200) as product_a,
    null::varchar(200) as product_b,
    null::bigint as clients,
    null::bigint as clients_a,
    null::bigint as clients_b,
    null::double precision as probability_b_given_a,
    null::double precision as lift,
    null::boolean as is_too_few
where false;
comment on view data_mart.product_pairs is 'How products go together, over the clients of the mart; grain: ordered pair of different products';
comment on column data_mart.product_pairs.product_a is 'Product that clients have';
comment on column data_mart.product_pairs.product_b is 'Product they may have too';
comment on column data_mart.product_pairs.clients is 'Clients with both';
comment on column data_mart.product_pairs.clients_a is 'Clients with the first';
comment on column data_mart.product_pairs.clients_b is 'Clients with the second';
comment on column data_mart.product_pairs.probability_b_given_a is 'Share of those with the first who have the second, 0 to 1';
comment on column data_mart.product_pairs.lift is 'How many times more often together than if they had nothing to do with each other';
comment on column data_mart.product_pairs.is_too_few is 'Less than 30 clients have both: the figures may be chance';

create view data_mart.segment_migration as
select
    null::date as from_month,
    null::date as to_month,
    null::text as basis,
    null::varchar(50) as segment_before,
    null::varchar(50) as segment_after,
    null::bigint as clients
where false;
comment on view data_mart.segment_migration is 'How clients moved between segments; grain: basis, two months, segment before and after';
comment on column data_mart.segment_migration.from_month is 'First day of the earlier month';
comment on column data_mart.segment_migration.to_month is 'First day of the later month: any later one for ever, the next one, if both have uses, for active';
comment on column data_mart.segment_migration.basis is 'ever: by the products used by the end of the month; active: by those used in it';
comment on column data_mart.segment_migration.segment_before is 'Segment in the earlier month; null for none';
comment on column data_mart.segment_migration.segment_after is 'Segment in the later month; null for none';
comment on column data_mart.segment_migration.clients is 'Clients';

create view data_mart.data_quality as
select
    null::date as as_of_date,
    null::bigint as orphan_uses,
    null::bigint as orphan_clients,
    null::bigint as clients_without_products,
    null::bigint as future_uses,
    null::bigint as open_rejects,
    null::bigint as loads_not_in_mart,
    null::timestamptz as last_load_at,
    null::timestamptz as last_refresh_at;
comment on view data_mart.data_quality is 'What to know before trusting a figure; grain: one row';
comment on column data_mart.data_quality.as_of_date is 'The newest day of a use: the day that figures are as of';
comment on column data_mart.data_quality.orphan_uses is 'Uses whose client is unknown';
comment on column data_mart.data_quality.orphan_clients is 'Clients with uses whom no drop has named';
comment on column data_mart.data_quality.clients_without_products is 'Known clients who used nothing';
comment on column data_mart.data_quality.future_uses is 'Uses dated after today';
comment on column data_mart.data_quality.open_rejects is 'Records set aside and not corrected yet';
comment on column data_mart.data_quality.loads_not_in_mart is 'Loads that wait for a refresh';
comment on column data_mart.data_quality.last_load_at is 'When the last load ended';
comment on column data_mart.data_quality.last_refresh_at is 'When the last refresh ended';

-- ---------------------------------------------------------------- publications

create table data_mart.publication (
    publication_id bigint generated by default as identity primary key,
    refresh_id bigint not null,
    as_of_date date,
    uses bigint not null,
    loads_included bigint[] not null,
    sql_sha256 jsonb not null,
    checks jsonb not null,
    started_at timestamptz not null,
    finished_at timestamptz not null
);
create unique index publication_refresh_idx on data_mart.publication (refresh_id);
comment on table data_mart.publication is 'The receipt of each refresh: mart and relations of one moment, all checks passed; grain: refresh that went well';
comment on column data_mart.publication.publication_id is 'Number of the publication';
comment on column data_mart.publication.refresh_id is 'The refresh';
comment on column data_mart.publication.as_of_date is 'The newest day of a use; null where there is none';
comment on column data_mart.publication.uses is 'Uses of all clients, known or not';
comment on column data_mart.publication.loads_included is 'Loads it brought in';
comment on column data_mart.publication.sql_sha256 is 'SHA-256 of the SQL that gave it: the segmentation rule and each relation';
comment on column data_mart.publication.checks is 'Each check: passed, or what it warns of';
comment on column data_mart.publication.started_at is 'When the refresh began';
comment on column data_mart.publication.finished_at is 'When it ended';

create table data_mart.restatement (
    restatement_id bigint generated by default as identity primary key,
    publication_id bigint not null,
    month date not null,
    client_segment varchar(50) not null,
    figure text not null,
    before bigint,
    after bigint,
    drops text[] not null
);
create index restatement_month_idx on data_mart.restatement (month);
comment on table data_mart.restatement is 'Figures of closed months that a publication changed; grain: publication, month, segment and figure';
comment on column data_mart.restatement.restatement_id is 'Number of the change';
comment on column data_mart.restatement.publication_id is 'The publication that brought it';
comment on column data_mart.restatement.month is 'The month, closed by then: earlier than the newest of the publication before';
comment on column data_mart.restatement.client_segment is 'Segment';
comment on column data_mart.restatement.figure is 'clients_ever or clients_active of segment_months';
comment on column data_mart.restatement.before is 'As it was published; null where the segment was not there';
comment on column data_mart.restatement.after is 'As it is now; null where the segment is gone';
comment on column data_mart.restatement.drops is 'Drops of this publication that may have done it: of clients, or with uses by the end of that month; none where a rule did';

create unlogged table touched.months_before (
    month date not null,
    client_segment varchar(50) not null,
    clients_ever bigint not null,
    clients_active bigint not null,
    primary key (month, client_segment)
);
comment on table touched.months_before is 'Closed months of segment_months as they were before the refresh under way; empty between refreshes';
comment on column touched.months_before.month is 'First day of the month';
comment on column touched.months_before.client_segment is 'Segment';
comment on column touched.months_before.clients_ever is 'See segment_months';
comment on column touched.months_before.clients_active is 'See segment_months';
