-- Meaning: the hypotheses and what the data say to them.
-- Grain: hypothesis.
select
    hypothesis,
    measure,
    figure,
    n,
    margin,
    verdict,
    sentence_ru,
    sentence_en,
    figures::text as figures
from data_mart.hypotheses
order by hypothesis
