-- Hide the cells found.
-- Grain: one row per cell hidden.
-- Parameters: none.
update cells
set is_hidden = true
from complements
where cells.place = complements.place
