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

offered as (
    select
        h.had,
        (
            select p.product_no
            from popular as p
            where
                p.client_segment = l.client_segment
                and get_bit(h.had, p.product_no) = 0
            order by p.segment_rank
            limit 1
        ) as by_segment,
        (
            select b.product_no
            from held as b
            left join given as g
                on g.product_b = b.product_no
                and get_bit(h.had, g.product_a) = 1
            where get_bit(h.had, b.product_no) = 0
            group by b.product_no, b.product_name, b.clients
            order by
                coalesce(max(g.probability), 0) desc, b.clients desc, b.product_name collate "C"
            limit 1
        ) as by_probability
    from holding as h
    left join tally.ladder as l on h.products = l.products
)

select
    (select month from hidden where no > 0) as month,
    coalesce(sum(m.clients), 0)::bigint as n,
    coalesce(sum(m.clients) filter (where o.by_segment is not null), 0)::bigint as offered,
    coalesce(
        sum(m.clients) filter (where get_bit(m.has, o.by_segment) = 1), 0
    )::bigint as hits,
    coalesce(
        sum(m.clients) filter (where get_bit(m.has, o.by_probability) = 1), 0
    )::bigint as hits_by_probability
from moved as m
inner join offered as o on m.had = o.had
where m.has <> m.had
