-- Comparison of an area with the whole it lies in, at 95 and at 99.8 per cent, and why not.
-- Source: see comparison.sql. The whole holds the part, so the two are not independent, which the
-- page says. What is counted is never compared: a part's count is bound to be below the whole's.

-- Why a numerator and a denominator give no interval by this method; null when they do.
create or replace macro counts_fault(method, numerator, denominator) as
    case method
        when 'proportion' then proportion_fault(numerator, denominator)
        when 'rate'
            then coalesce(
                rate_fault(numerator, denominator),
                if(
                    events_lower(numerator) is null or events_upper(numerator) is null,
                    'fraction_of_an_event',
                    null
                )
            )
        else 'not_made_of_counts'
    end;

-- Why a part is not compared with its whole; null when it is. The counts only name the reason for
-- which there is no interval.
create or replace macro part_fault(
    method, value, value_note, whole, whole_note, lower_limit, upper_limit, numerator, denominator
) as
    case
        when value is null then 'missing_value'
        when method = 'count' then 'count_of_whole'
        when not (is_settled(value_note) and is_settled(whole_note)) then 'not_settled'
        when whole is not null and (lower_limit is null or upper_limit is null)
            then if(
                method in ('proportion', 'rate'),
                coalesce(counts_fault(method, numerator, denominator), 'no_interval'),
                'no_interval'
            )
        else comparison_fault(null, null, whole, lower_limit, upper_limit)
    end;

-- Areas of `area_values` with the reason why one has no place on a funnel plot, and the average of
-- the whole where that is settled and made of counts. Grain: one row per row of the relation.
create or replace macro funnel_counts(relation) as table
    select
        area_code,
        method,
        multiplier,
        polarity,
        numerator,
        denominator,
        case
            when value is null then value_note
            when method not in ('proportion', 'rate') then 'not_made_of_counts'
            when not is_settled(value_note) then 'not_settled'
            when counts_fault(method, numerator, denominator) is not null
                then counts_fault(method, numerator, denominator)
            when not is_own_quotient(value, multiplier, numerator, denominator)
                then 'not_made_of_counts'
        end as reason,
        if(
            is_settled(parent_note)
            and counts_fault(method, parent_numerator, parent_denominator) is null
            and is_own_quotient(parent_value, multiplier, parent_numerator, parent_denominator),
            parent_numerator / parent_denominator,
            null
        ) as whole_average
    from query_table(relation);
