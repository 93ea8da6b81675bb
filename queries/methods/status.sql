-- Status of a value against its target and intervention level.
-- Source: the partnership's status rules. Exactly on the target is on target; exactly on the
-- intervention level is intervention; polarity none is never judged.
create or replace macro status_of(value, value_note, target, level, polarity, is_comparable) as
    case
        when value_note = 'suppressed' then 'suppressed'
        when value is null then 'no_data'
        when polarity = 'none' then 'no_judgement'
        when target is null then 'no_target'
        when not is_comparable then 'not_comparable'
        when polarity = 'higher' and value >= target then 'on_target'
        when polarity = 'lower' and value <= target then 'on_target'
        when polarity = 'higher' and value <= level then 'intervention'
        when polarity = 'lower' and value >= level then 'intervention'
        else 'within_tolerance'
    end;

-- Order of need: what a board should look at first.
create or replace macro attention_of(status, movement, freshness) as
    case status
        when 'intervention' then 0
        when 'within_tolerance' then 20
        when 'not_comparable' then 40
        when 'suppressed' then 50
        when 'no_data' then 50
        when 'no_target' then 60
        when 'no_judgement' then 70
        else 80
    end
    + case movement when 'worsened' then -9 when 'improved' then 9 else 0 end
    + case freshness when 'late' then -5 else 0 end;
