-- What may be compared with what: only values that were observed, are settled and cover a whole
-- period. A projection or a provisional value is shown and said to be one, never tested.
-- Source: the partnership's rules. Breaks in a series are in judgement.sql: no method crosses one.
create or replace macro is_settled(value_note) as
    coalesce(value_note, '') not in ('provisional', 'estimated', 'projected', 'partial_period');

create or replace macro settled_value(value, value_note) as
    if(is_settled(value_note), value, null);
