-- Meaning: what the data say to the three hypotheses. 1: clients with one product are less active
--          than others. 2: some products go together. 3: who earns more has more products.
-- Grain: hypothesis.
-- Inputs: tally.recency, tally.uses, tally.income, data_mart.product_pairs.
-- Caveat: none of them says why. Who uses little has his last use long ago by that alone; so the
--         first asks how long ago it is beside what that number of uses on random days comes to:
--         0.5 on average, less where clients stopped. A figure counts where chance alone would
--         take it beyond the margin in less than one case of a thousand, of all pairs together for
--         the second; whether it is large is another question.
with as_of as (
    select max(usage_date) as day
    from tally.uses
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
        r.products = 1 as is_first,
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
    where
        r.uses > 0
        and r.products > 0
),

side as (
    select
        is_first,
        sum(clients) as n,
        sum(clients * position) / sum(clients) as mean,
        sum(clients * position * position) / sum(clients) as mean_square
    from standing
    group by is_first
),

ranked as (
    select
        is_first,
        days,
        sum(sum(clients)) over (partition by is_first order by days) as up_to,
        sum(sum(clients)) over (partition by is_first) as n
    from standing
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

tried as (
    select count(*) / 2 as pairs
    from data_mart.product_pairs
),

pair as (
    select
        p.product_a,
        p.product_b,
        p.clients,
        p.probability_b_given_a,
        p.lift,
        1 + sqrt(2 * ln(tried.pairs / 0.001)) * sqrt(
            (1 - p.clients_a / client.n) * (1 - p.clients_b / client.n)
            * client.n / (p.clients_a::double precision * p.clients_b)
        ) as margin
    from data_mart.product_pairs as p
    cross join client
    cross join tried
    where
        not p.is_too_few
        and p.product_a collate "C" < p.product_b collate "C"
),

ranked_pair as (
    select
        *,
        lift > margin as is_found,
        row_number() over (
            order by lift > margin desc, lift desc, clients desc, product_a collate "C",
                product_b collate "C"
        ) as place
    from pair
),

strongest as (
    select *
    from (select 1) as always
    left join ranked_pair on ranked_pair.place = 1
),

pairs_verdict as (
    select
        client.n,
        s.lift as figure,
        s.margin,
        s.product_a,
        s.product_b,
        s.clients,
        (select count(*) from ranked_pair where is_found) as found,
        tried.pairs as tried,
        case
            when s.lift is null then 'too_few'
            when s.is_found then 'supported'
            else 'not_supported'
        end as verdict,
        (
            select coalesce(jsonb_agg(jsonb_build_object(
                'product_a', p.product_a,
                'product_b', p.product_b,
                'clients', p.clients,
                'lift', round(p.lift::numeric, 4)
            ) order by p.place), '[]')
            from ranked_pair as p
            where
                p.is_found
                and p.place <= 5
        ) as pairs
    from strongest as s
    cross join client
    cross join tried
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
            'Последнее использование у клиентов с одним продуктом — за %s дн. до последней даты, у'
            ' остальных — за %s (медианы); с поправкой на то, кто как часто пользуется, %s.',
            replace(days_of_one::text, '.', ','),
            replace(days_of_others::text, '.', ','),
            case verdict
                when 'supported' then 'оно у них раньше, чем у остальных'
                when 'opposite' then 'оно у них позже, чем у остальных'
                else 'разницы сверх случайной не видно'
            end
        )
    end as sentence_ru,
    case verdict
        when 'too_few' then 'Too few clients to tell whether those with one product are active.'
        else format(
            'The last use of clients with one product was %s days before the newest date, that of'
            ' others %s (medians); allowing for how often each uses them, %s.',
            days_of_one,
            days_of_others,
            case verdict
                when 'supported' then 'it is longer ago than that of the others'
                when 'opposite' then 'it is more recent than that of the others'
                else 'no difference beyond chance is seen'
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
        when 'too_few' then 'Нет пары продуктов, которая была бы хотя бы у 30 клиентов: судить, что'
            || ' берут вместе, не по чему.'
        when 'not_supported' then format(
            'Ни у одной пары продуктов не видно связи сверх случайной; самая частая вместе — «%s» и'
            ' «%s», в %s раза против независимых, у %s клиентов.',
            product_a, product_b, replace(round(figure::numeric, 2)::text, '.', ','), clients
        )
        else format(
            'Чаще всего вместе — «%s» и «%s»: в %s раза чаще, чем если бы они не были связаны, оба'
            ' есть у %s клиентов; пар, где связь больше случайной: %s из %s.',
            product_a, product_b, replace(round(figure::numeric, 2)::text, '.', ','), clients,
            found, tried
        )
    end as sentence_ru,
    case verdict
        when 'too_few' then 'No pair of products has 30 clients, so none tells what goes together.'
        when 'not_supported' then format(
            'No pair of products is seen to go together beyond chance; most do «%s» and «%s», %s'
            ' times as often as if they had nothing to do with each other, %s clients have both.',
            product_a, product_b, round(figure::numeric, 2), clients
        )
        else format(
            '«%s» and «%s» go together most: %s times as often as if they had nothing to do with'
            ' each other, %s clients have both; pairs that do beyond chance: %s of %s.',
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
                when 'not_supported' then 'связи сверх случайной не видно'
                else concat(
                    'у кого доход выше, у того продуктов в среднем ',
                    case verdict when 'supported' then 'больше' else 'меньше' end,
                    case when abs(figure) < 0.1 then ', но связь очень слабая' end
                )
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
                when 'not_supported' then 'no connection beyond chance is seen'
                else concat(
                    'who earns more has ',
                    case verdict when 'supported' then 'more' else 'fewer' end,
                    ' products on average',
                    case when abs(figure) < 0.1 then ', but the connection is very weak' end
                )
            end
        )
    end as sentence_en,
    jsonb_build_object(
        'spearman', round(figure::numeric, 4), 'pearson', round(pearson::numeric, 4)
    ) as figures
from correlation_verdict
