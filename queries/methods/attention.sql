-- Order of need: what a board should look at first.
-- Source: ours; intervention before tolerance, what worsened before what did not, late before not.
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
