-- Whether the latest value lies outside what the measure's own past would explain.
-- The natural process limits of an XmR chart, taken from the values before the latest one:
-- mean +- 2.66 x average moving range. Source: NHS England, Making Data Count; Wheeler (1993).
-- On a limit is inside it, and rounding does not decide: 1e-12 of the value is allowed for.
-- Five earlier values are needed; a past that never varied gives no limits and so no judgement.
create or replace macro movement_of(value, past_mean, past_moving_range, past_values, polarity) as
    case
        when value is null or past_mean is null or past_values < 5 then 'too_few_points'
        when coalesce(past_moving_range, 0) = 0 then 'no_variation'
        when
            abs(value - past_mean)
            <= 2.66 * past_moving_range + 1e-12 * greatest(abs(value), abs(past_mean))
            then 'no_clear_change'
        when polarity = 'none' then if(value > past_mean, 'higher', 'lower')
        when (value > past_mean) = (polarity = 'higher') then 'improved'
        else 'worsened'
    end;

-- How far the latest value lies from its past, in its usual steps from period to period.
create or replace macro steps_away(value, past_mean, past_moving_range) as
    if(past_moving_range > 0, (value - past_mean) / past_moving_range, null);
