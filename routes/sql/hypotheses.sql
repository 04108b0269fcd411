-- Meaning: what the data say to the three hypotheses. 1: clients with one product are less active
--          than others. 2: some products go together. 3: who earns more has more products.
-- Grain: hypothesis.
-- Inputs: tally.recency, tally.uses, tally.income, tally.ladder, data_mart.segment_summary,
--         data_mart.product_pairs.
-- Caveat: none of them says why. Who uses little has his last use long ago by that alone; so the
--         first asks how long ago it is beside what that number of uses on random days comes to:
--         0.5 on average, less where clients stopped. A figure counts where chance alone would
--         take it beyond the margin in less than one case of a thousand, of all pairs together for
--         the second.
with as_of as (
    select max(usage_date) as day
    from tally.uses
),

first_segment as (
    select client_segment as name
    from tally.ladder
    where products = 1
),

-- 1 ---------------------------------------------------------------------------------------------

used_on as (
    select
        usage_date,
        sum(uses)::double precision as uses
    from tally.uses
    where client_segment is not null
    group by usage_date
),

reached as (
    select
        usage_date,
        sum(uses) over (order by usage_date) / sum(uses) over () as up_to,
        (sum(uses) over (order by usage_date) - uses) / sum(uses) over () as before
    from used_on
),

standing as (
    select
        r.client_segment = (select name from first_segment) as is_first,
        (select day from as_of) - r.last_product_usage_date as days,
        -- The chance that so many uses on random days all fall before that day or half of it.
        (
            exp(greatest(r.uses * ln(reached.up_to), -300))
            + case
                when reached.before > 0 then exp(greatest(r.uses * ln(reached.before), -300))
                else 0
            end
        ) / 2 as position,
        r.clients::double precision as clients
    from tally.recency as r
    inner join reached on r.last_product_usage_date = reached.usage_date
    where r.uses > 0
),

side as (
    select
        is_first,
        sum(clients) as n,
        sum(clients * position) / sum(clients) as mean,
        sum(clients * position * position) / sum(clients) as mean_square
    from standing
    where is_first is not null
    group by is_first
),

ranked as (
    select
        is_first,
        days,
        sum(sum(clients)) over (partition by is_first order by days) as up_to,
        sum(sum(clients)) over (partition by is_first) as n
    from standing
    where is_first is not null
    group by is_first, days
),

median as (
    select
        is_first,
        (
            min(days) filter (where up_to * 2 >= n) + min(days) filter (where up_to * 2 > n)
        ) / 2.0 as days
    from ranked
    group by is_first
),

activity as (
    select
        coalesce(one.n, 0) + coalesce(other.n, 0) as n,
        least(coalesce(one.n, 0), coalesce(other.n, 0)) as smaller,
        one.mean - other.mean as figure,
        sqrt(2 * ln(2000)) * sqrt(
            greatest(one.mean_square - one.mean * one.mean, 1e-9) / one.n
            + greatest(other.mean_square - other.mean * other.mean, 1e-9) / other.n
        ) as margin,
        one.mean as mean_of_one,
        other.mean as mean_of_others,
        (select days from median where is_first)::double precision as days_of_one,
        (select days from median where not is_first)::double precision as days_of_others
    from (select 1) as always
    left join side as one on one.is_first
    left join side as other on not other.is_first
),

activity_verdict as (
    select
        *,
        case
            when smaller < 30 then 'too_few'
            when figure < -margin then 'supported'
            when figure > margin then 'opposite'
            else 'not_supported'
        end as verdict
    from activity
),

-- 2 ---------------------------------------------------------------------------------------------

client as (
    select coalesce(sum(clients), 0)::double precision as n
    from tally.income
),

pair as (
    select
        p.product_a,
        p.product_b,
        p.clients,
        p.probability_b_given_a,
        p.lift,
        1 + sqrt(2 * ln(count(*) over () / 0.001)) * sqrt(
            (1 - p.clients_a / client.n) * (1 - p.clients_b / client.n)
            * client.n / (p.clients_a::double precision * p.clients_b)
        ) as margin
    from data_mart.product_pairs as p
    cross join client
    where
        not p.is_too_few
        and (p.product_a collate "C" < p.product_b collate "C")
),

together as (
    select
        *,
        row_number() over (order by lift desc, clients desc, product_a collate "C",
            product_b collate "C") as place
    from pair
    where lift > margin
),

strongest as (
    select *
    from (select 1) as always
    left join together on together.place = 1
),

pairs_verdict as (
    select
        client.n,
        s.lift as figure,
        coalesce(s.margin, (select max(margin) from pair)) as margin,
        s.product_a,
        s.product_b,
        s.clients,
        s.probability_b_given_a,
        (select count(*) from together) as found,
        (select count(*) from pair) as tried,
        case
            when (select count(*) from pair) = 0 then 'too_few'
            when s.lift is null then 'not_supported'
            else 'supported'
        end as verdict,
        (
            select coalesce(jsonb_agg(jsonb_build_object(
                'product_a', t.product_a,
                'product_b', t.product_b,
                'clients', t.clients,
                'lift', round(t.lift::numeric, 4)
            ) order by t.place), '[]')
            from together as t
            where t.place <= 5
        ) as pairs
    from strongest as s
    cross join client
),

-- 3 ---------------------------------------------------------------------------------------------

income as (
    select
        client_revenue::double precision as revenue,
        usage_count::double precision as products,
        sum(clients)::double precision as clients
    from tally.income
    where client_revenue is not null
    group by client_revenue, usage_count
),

revenue_rank as (
    select
        revenue,
        sum(sum(clients)) over (order by revenue) - (sum(clients) - 1) / 2 as rank
    from income
    group by revenue
),

products_rank as (
    select
        products,
        sum(sum(clients)) over (order by products) - (sum(clients) - 1) / 2 as rank
    from income
    group by products
),

point as (
    select
        i.revenue,
        i.products,
        r.rank as revenue_rank,
        p.rank as products_rank,
        i.clients
    from income as i
    inner join revenue_rank as r on i.revenue = r.revenue
    inner join products_rank as p on i.products = p.products
),

mean as (
    select
        sum(clients) as n,
        sum(clients * revenue) / sum(clients) as revenue,
        sum(clients * products) / sum(clients) as products,
        sum(clients * revenue_rank) / sum(clients) as revenue_rank,
        sum(clients * products_rank) / sum(clients) as products_rank
    from point
),

spread as (
    select
        sum(p.clients * (p.revenue - m.revenue) * (p.products - m.products)) as plain,
        sum(p.clients * (p.revenue - m.revenue) ^ 2) as of_revenue,
        sum(p.clients * (p.products - m.products) ^ 2) as of_products,
        sum(p.clients * (p.revenue_rank - m.revenue_rank) * (p.products_rank - m.products_rank))
            as ranked,
        sum(p.clients * (p.revenue_rank - m.revenue_rank) ^ 2) as of_revenue_rank,
        sum(p.clients * (p.products_rank - m.products_rank) ^ 2) as of_products_rank
    from point as p
    cross join mean as m
),

correlation as (
    select
        coalesce(mean.n, 0) as n,
        case
            when of_revenue_rank > 0 and of_products_rank > 0
                then ranked / sqrt(of_revenue_rank) / sqrt(of_products_rank)
        end as figure,
        case
            when of_revenue > 0 and of_products > 0
                then plain / sqrt(of_revenue) / sqrt(of_products)
        end as pearson,
        case when mean.n > 1 then sqrt(2 * ln(2000) / (mean.n - 1)) end as margin
    from mean
    cross join spread
),

correlation_verdict as (
    select
        *,
        case
            when n < 30 or figure is null then 'too_few'
            when figure > margin then 'supported'
            when figure < -margin then 'opposite'
            else 'not_supported'
        end as verdict
    from correlation
)

select
    1 as hypothesis,
    'mean standing of the last use, clients with one product less others' as measure,
    figure,
    n::bigint as n,
    margin,
    verdict,
    case verdict
        when 'too_few' then 'Слишком мало клиентов, чтобы судить, активны ли клиенты с одним'
            || ' продуктом.'
        else format(
            'Клиенты с одним продуктом пользовались им последний раз за %s дн. до последней даты,'
            ' остальные — за %s (медианы); %s.',
            replace(days_of_one::text, '.', ','),
            replace(days_of_others::text, '.', ','),
            case verdict
                when 'supported'
                    then 'это дольше, чем объясняется одним тем, что пользуются они реже'
                when 'opposite' then 'с поправкой на то, что пользуются они реже, это даже меньше,'
                    ' чем у остальных'
                else 'разница не больше той, что даёт одно лишь более редкое пользование'
            end
        )
    end as sentence_ru,
    case verdict
        when 'too_few' then 'Too few clients to tell whether those with one product are active.'
        else format(
            'Clients with one product last used it %s days before the newest date, others %s'
            ' (medians); %s.',
            days_of_one,
            days_of_others,
            case verdict
                when 'supported' then 'that is longer than their fewer uses alone explain'
                when 'opposite' then 'given their fewer uses, that is even less than for others'
                else 'the difference is no more than their fewer uses alone explain'
            end
        )
    end as sentence_en,
    jsonb_build_object(
        'median_days_one_product', days_of_one,
        'median_days_others', days_of_others,
        'standing_one_product', round(mean_of_one::numeric, 4),
        'standing_others', round(mean_of_others::numeric, 4)
    ) as figures
from activity_verdict

union all

select
    2 as hypothesis,
    'lift of the strongest pair of products' as measure,
    figure,
    n::bigint as n,
    margin,
    verdict,
    case verdict
        when 'too_few' then 'Слишком мало клиентов с двумя продуктами, чтобы судить, какие из них'
            || ' берут вместе.'
        when 'not_supported' then 'Ни одна пара продуктов не встречается у одних и тех же клиентов'
            || ' чаще, чем это дал бы случай.'
        else format(
            'Чаще всего вместе — «%s» и «%s»: в %s раза чаще, чем если бы они не были связаны,'
            ' у %s клиентов; всего таких пар, в которых это не случайность: %s из %s.',
            product_a, product_b, replace(round(figure::numeric, 2)::text, '.', ','), clients,
            found, tried
        )
    end as sentence_ru,
    case verdict
        when 'too_few' then 'Too few clients have two products to tell which go together.'
        when 'not_supported' then 'No pair of products is found with the same clients more often'
            || ' than chance would have it.'
        else format(
            '«%s» and «%s» go together most: %s times as often as if they had nothing to do with'
            ' each other, %s clients have both; pairs where that is no chance: %s of %s.',
            product_a, product_b, round(figure::numeric, 2), clients, found, tried
        )
    end as sentence_en,
    jsonb_build_object('pairs', pairs, 'found', found, 'tried', tried) as figures
from pairs_verdict

union all

select
    3 as hypothesis,
    'Spearman correlation of income and number of products' as measure,
    figure,
    n::bigint as n,
    margin,
    verdict,
    case verdict
        when 'too_few' then 'Слишком мало клиентов с известным доходом, или он у всех один, чтобы'
            || ' судить о его связи с числом продуктов.'
        else format(
            'Корреляция дохода и числа продуктов — %s по Спирмену и %s по Пирсону: %s.',
            replace(round(figure::numeric, 2)::text, '.', ','),
            replace(round(pearson::numeric, 2)::text, '.', ','),
            case verdict
                when 'supported' then 'с доходом растёт и число продуктов'
                when 'opposite' then 'с доходом число продуктов падает'
                else 'это не больше случайного'
            end
        )
    end as sentence_ru,
    case verdict
        when 'too_few' then 'Too few clients whose income is known, or all earn the same, to tell'
            || ' whether it goes with the number of products.'
        else format(
            'Income and number of products correlate with %s by Spearman and %s by Pearson: %s.',
            round(figure::numeric, 2),
            round(pearson::numeric, 2),
            case verdict
                when 'supported' then 'who earns more has more products'
                when 'opposite' then 'who earns more has fewer products'
                else 'no more than chance would have it'
            end
        )
    end as sentence_en,
    jsonb_build_object(
        'spearman', round(figure::numeric, 4), 'pearson', round(pearson::numeric, 4)
    ) as figures
from correlation_verdict
