-- One indicator's latest result in one area, judged, with its definition sheet.
-- Grain: one row.
-- Builds on: results.
-- Parameters: indicator_id, area_code.
select
    results.* exclude (is_scorecard),
    areas.name as area_name,
    indicators.numerator as numerator_words,
    indicators.denominator as denominator_words,
    indicators.small_number_threshold,
    indicators.is_stock,
    indicators.source,
    indicators.caveats,
    indicators.review_date,
    indicators.shared_measure
from results
inner join indicators on results.indicator_id = indicators.indicator_id
left join areas on areas.area_code = $area_code
where results.indicator_id = $indicator_id
order by results.indicator_id
