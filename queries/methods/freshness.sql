-- When the next result is due, and whether it is late on a given day.
-- Source: the partnership's reporting calendar, from each definition sheet.
-- Indicators without a fixed rhythm (survey, census, irregular) are "latest known", never late.

-- The last day of the period so many rhythms after one that ends on a given day.
create or replace macro period_end_after(period_end, frequency, rhythms) as
    case
        when months_between(frequency) > 0
            then last_day(period_end + rhythms * months_between(frequency) * interval 1 month)
        when frequency = 'weekly' then period_end + rhythms * interval 7 days
    end;

create or replace macro next_due(period_end, value_note, frequency, lag_days) as
    case
        -- a result for part of a period leaves the whole of it due
        when value_note = 'partial_period' then period_end
        else period_end_after(period_end, frequency, 1)
    end
    + lag_days * interval 1 day;

create or replace macro freshness_of(period_end, due, today) as
    case
        when period_end is null then 'no_data'
        when due is null then 'latest_known'
        when due < today then 'late'
        else 'up_to_date'
    end;
