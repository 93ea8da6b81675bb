-- Places of the cells to hide: incoming ones, and published ones that were still shown.
-- Grain: one row per observation.
-- Parameters: none.
select cells.place
from cells
where
    cells.is_hidden
    and (cells.is_incoming or not cells.was_hidden)
order by cells.place
