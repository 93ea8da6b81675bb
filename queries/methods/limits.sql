-- 95% limits of a value: those the source published, else worked out from its counts: Wilson for a
-- proportion, Byar or exact for a rate, in the indicator's unit. Source: see intervals.sql. None
-- where the value is not its counts' own quotient, for they would be limits of something else.
create or replace macro lower_limit_of(
    lower_limit, value, method, multiplier, numerator, denominator
) as
    coalesce(
        lower_limit,
        case
            when abs(value - multiplier * numerator / denominator) > 1e-6 * abs(value) then null
            when method = 'proportion' then multiplier * wilson_lower(numerator, denominator)
            when method = 'rate' then multiplier * rate_lower(numerator, denominator)
        end
    );

create or replace macro upper_limit_of(
    upper_limit, value, method, multiplier, numerator, denominator
) as
    coalesce(
        upper_limit,
        case
            when abs(value - multiplier * numerator / denominator) > 1e-6 * abs(value) then null
            when method = 'proportion' then multiplier * wilson_upper(numerator, denominator)
            when method = 'rate' then multiplier * rate_upper(numerator, denominator)
        end
    );
