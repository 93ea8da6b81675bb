-- Scorecard indicators in one area: latest result, target, status, movement, freshness.
-- What needs attention comes first. Every filter may be null. Indicators that are not measured in
-- the area are listed only when measured_only is false.
-- Grain: one row per indicator.
-- Builds on: results.
-- Parameters: collection, theme, partner, status, search_text, measured_only.
select *
from results
where
    is_scorecard
    and ($collection is null or collection = $collection)
    and ($theme is null or theme = $theme)
    and ($partner is null or partner = $partner)
    and ($status is null or status = $status)
    and (
        $search_text is null
        or contains(
            lower(concat_ws(' ', indicator_id, name, definition)), lower($search_text)
        )
    )
    and (not $measured_only or period_end is not null)
order by attention, abs(steps) desc nulls last, indicator_id
