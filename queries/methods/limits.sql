-- Limits of a value: those the source published, else worked out from its counts: Wilson for a
-- proportion, Byar or exact for a rate, in the indicator's unit. Source: see intervals.sql. None
-- where the value is not its counts' own quotient, for they would be limits of something else.
-- Sources publish limits at 95 per cent, so a value that has those has none at another level.

-- How far rounding may have moved a value; nought for one with more than 3 decimals.
create or replace macro rounding_of(value) as
    case
        when value = round(value, 1) then 0.05
        when value = round(value, 2) then 0.005
        when value = round(value, 3) then 0.0005
        else 0
    end;

-- Whether a value is what its counts come to, but for rounding, and never a hundredth away.
create or replace macro is_own_quotient(value, multiplier, numerator, denominator) as
    coalesce(
        abs(value - multiplier * numerator / denominator)
        <= greatest(
            1e-6 * abs(value), least((1 + 1e-9) * rounding_of(value), 0.01 * abs(value))
        ),
        false
    );

create or replace macro lower_limit_of(
    lower_limit, value, method, multiplier, numerator, denominator, confidence := 95
) as
    case
        when lower_limit is not null then if(confidence in (0.95, 95), lower_limit, null)
        when not is_own_quotient(value, multiplier, numerator, denominator) then null
        when method = 'proportion'
            then multiplier * wilson_lower(numerator, denominator, confidence)
        when method = 'rate' then multiplier * rate_lower(numerator, denominator, confidence)
    end;

create or replace macro upper_limit_of(
    upper_limit, value, method, multiplier, numerator, denominator, confidence := 95
) as
    case
        when upper_limit is not null then if(confidence in (0.95, 95), upper_limit, null)
        when not is_own_quotient(value, multiplier, numerator, denominator) then null
        when method = 'proportion'
            then multiplier * wilson_upper(numerator, denominator, confidence)
        when method = 'rate' then multiplier * rate_upper(numerator, denominator, confidence)
    end;
