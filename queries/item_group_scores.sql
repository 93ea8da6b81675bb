-- How organisations and respondent groups answered each item of one dimension in one round: scores
-- from 0 to 100 in whole points, near the ends of the scale told a few answers from them, so that
-- no such few can be counted. Who is shown is decided for each item as it is for the dimension:
-- too_few, held_back and is_residual as in group_scores.
-- Grain: one row per item, kind and name.
-- Builds on: group_figures.
-- Parameters: dimension.
select
    subject as item_id,
    position,
    kind,
    name,
    is_residual,
    answered,
    mean as score,
    note
from group_figures
where is_item and kind != 'all' and dimension = $dimension
order by position, kind, is_residual, name
