-- Nodes of the golden thread that fit a search and filters, each of which may be null.
-- Grain: one row per node.
-- Builds on: thread_standing.
-- Parameters: level, partner, theme, search_text.
select *
from thread_standing
where
    ($level is null or level = $level)
    and ($partner is null or partner = $partner)
    and ($theme is null or list_contains(themes, $theme))
    and (
        $search_text is null
        or contains(
            lower(concat_ws(' ', node_id, title, owner_name, partner)), lower($search_text)
        )
    )
order by level_number, node_id
