-- Meaning: hides the newest month and asks how often the offer was what the client then took; beside
--          it, how often the product was that is likeliest given one he had.
-- Grain: one row.
-- Inputs: tally.client, tally.uses, tally.product, tally.month, tally.layout, tally.ladder.
-- Caveat: of clients of the mart who had a product before that month and took another in it.
with hidden as (
    select
        m.month_no as no,
        m.month,
        l.room
    from tally.month as m
    cross join tally.layout as l
    where m.month = (select date_trunc('month', max(usage_date)::timestamp) from tally.uses)
),

did as (
    select
        substring(
            c.ever from least(hidden.no - 1, length(c.ever) / hidden.room - 1) * hidden.room + 1
            for hidden.room
        ) as had,
        substring(
            c.ever from least(hidden.no, length(c.ever) / hidden.room - 1) * hidden.room + 1
            for hidden.room
        ) as has
    from tally.client as c
    cross join hidden
    where
        c.client_segment is not null
        and hidden.no > 0
),

moved as materialized (
    select
        had,
        has,
        count(*) as clients
    from did
    where bit_count(had) > 0
    group by had, has
),

holding as materialized (
    select
        had,
        bit_count(had)::integer as products,
        sum(clients) as clients
    from moved
    group by had
),

overall as (
    select
        product_name,
        sum(uses) as uses
    from tally.uses
    where usage_date < (select month from hidden)
    group by product_name
),

popular as materialized (
    select
        l.client_segment,
        p.product_no,
        row_number() over (
            partition by l.client_segment
            order by sum(h.clients) desc, max(o.uses) desc, p.product_name collate "C"
        ) as segment_rank
    from holding as h
    inner join tally.ladder as l on h.products = l.products
    inner join tally.product as p on get_bit(h.had, p.product_no) = 1
    left join overall as o on p.product_name = o.product_name
    group by l.client_segment, p.product_no, p.product_name
),

held as materialized (
    select
        p.product_no,
        p.product_name,
        sum(h.clients) as clients
    from holding as h
    inner join tally.product as p on get_bit(h.had, p.product_no) = 1
    group by p.product_no, p.product_name
),

given as materialized (
    select
        a.product_no as product_a,
        b.product_no as product_b,
        sum(h.clients)::double precision / min(a.clients)::double precision as probability
    from holding as h
    inner join held as a on get_bit(h.had, a.product_no) = 1
    inner join held as b
        on a.product_no <> b.product_no
        and get_bit(h.had, b.product_no) = 1
    group by a.product_no, b.product_no
),

taker_set as materialized (
    select distinct had
    from moved
    where has <> had
),

by_segment as (
    select
        t.had,
        (
            select p.product_no
            from popular as p
            where
                p.client_segment = l.client_segment
                and get_bit(t.had, p.product_no) = 0
            order by p.segment_rank
            limit 1
        ) as product_no
    from taker_set as t
    left join tally.ladder as l on bit_count(t.had) = l.products
),

likelihood as (
    select
        t.had,
        g.product_b,
        max(g.probability) as probability
    from taker_set as t
    inner join held as a on get_bit(t.had, a.product_no) = 1
    inner join given as g on a.product_no = g.product_a
    group by t.had, g.product_b
),

by_probability as (
    select distinct on (t.had)
        t.had,
        b.product_no
    from taker_set as t
    inner join held as b on get_bit(t.had, b.product_no) = 0
    left join likelihood as k
        on t.had = k.had
        and b.product_no = k.product_b
    order by
        t.had, coalesce(k.probability, 0) desc, b.clients desc, b.product_name collate "C"
),

outcome as (
    select
        m.clients,
        s.product_no is not null as is_offered,
        coalesce(get_bit(m.has, s.product_no) = 1, false) as is_hit,
        coalesce(get_bit(m.has, p.product_no) = 1, false) as is_hit_by_probability
    from moved as m
    inner join by_segment as s on m.had = s.had
    left join by_probability as p on m.had = p.had
    where m.has <> m.had
)

select
    (select month from hidden where no > 0) as month,
    (
        select max(usage_date) < (select month from hidden) + interval '1 month' - interval '1 day'
        from tally.uses
    ) as is_partial,
    coalesce(sum(clients), 0)::bigint as n,
    coalesce(sum(clients) filter (where is_offered), 0)::bigint as offered,
    coalesce(sum(clients) filter (where is_hit), 0)::bigint as hits,
    coalesce(sum(clients) filter (where is_hit_by_probability), 0)::bigint as hits_by_probability,
    coalesce(sum(clients) filter (where is_hit and is_hit_by_probability), 0)::bigint
        as hits_by_both
from outcome
