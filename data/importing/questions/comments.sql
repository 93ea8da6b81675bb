-- Comments without whose they were, in an order that only their own words decide.
-- Grain: one row per comment.
-- Parameters: none.
with numbered as (

    select
        written.*,
        row_number() over (
            partition by written.round_id, written.dimension, written.comment
            order by written.row_number
        ) as likeness
    from written

)

select
    numbered.round_id,
    left(
        sha256(
            concat_ws(
                chr(29),
                numbered.round_id,
                numbered.dimension,
                numbered.comment,
                numbered.likeness
            )
        ),
        16
    ) as comment_id,
    numbered.dimension,
    numbered.comment,
    numbered.row_number
from numbered
order by numbered.round_id, comment_id
