-- How far opinions lie apart on each dimension in one round: how widely people spread, which
-- organisations and which groups see it best and worst, and how much of the spread lies between
-- them. Those too small to be shown count together, as the one group in which they are told.
-- is_divided: the groups differ by Welch's analysis of variance, at 95 per cent over the dimensions
-- together (Holm), and at least 6 per cent of the variance lies between them.
-- Grain: one row per dimension and kind.
-- Builds on: group_figures.
-- Then: perception_gap.
-- Parameters: none.
select
    dimension,
    position,
    kind,
    name,
    is_residual,
    answered,
    mean,
    variance,
    note
from group_figures
where not is_item
order by position, dimension, kind, is_residual, name
