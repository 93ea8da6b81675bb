-- Indicators that are measured in more than one area, for choosing what to map.
-- Grain: one row per indicator.
-- Parameters: none.
select
    indicators.indicator_id,
    indicators.name,
    indicators.unit,
    indicators.decimals,
    indicators.polarity,
    indicators.method,
    indicators.denominator as denominator_words,
    indicators.theme,
    indicators.source,
    indicators.caveats,
    max(coverage.areas) as areas
from indicators
inner join coverage on indicators.indicator_id = coverage.indicator_id
where coverage.areas > 1
group by all
order by indicators.name, indicators.indicator_id
