-- Status of a value against its target and intervention level, once and for all: the pages and the
-- importer judge by this file. Source: the partnership's status rules.

-- Whether two values are the same number. A percentage worked out from its counts can miss its
-- round target by a last binary digit, and exactly on the target is on target.
create or replace macro is_same(one, other) as
    abs(one - other) <= 1e-12 * greatest(abs(one), abs(other));

-- Exactly on the target is on target; exactly on the intervention level is intervention; polarity
-- none is never judged.
create or replace macro status_of(value, value_note, target, level, polarity, is_comparable) as
    case
        when value_note = 'suppressed' then 'suppressed'
        when value is null then 'no_data'
        when polarity = 'none' then 'no_judgement'
        when target is null then 'no_target'
        when not is_comparable then 'not_comparable'
        when polarity = 'higher' and (value > target or is_same(value, target))
            then 'on_target'
        when polarity = 'lower' and (value < target or is_same(value, target))
            then 'on_target'
        when polarity = 'higher' and (value < level or is_same(value, level))
            then 'intervention'
        when polarity = 'lower' and (value > level or is_same(value, level))
            then 'intervention'
        else 'within_tolerance'
    end;
