-- When the next result is due, and whether it is late on a given day.
-- Source: the partnership's reporting calendar, from each definition sheet.
-- Indicators without a fixed rhythm (survey, census, irregular) are "latest known", never late.
create or replace macro next_due(period_end, frequency, lag_days) as
    case frequency
        when 'weekly' then period_end + interval 7 days
        when 'monthly' then last_day(period_end + interval 1 month)
        when 'quarterly' then last_day(period_end + interval 3 months)
        when 'four_monthly' then last_day(period_end + interval 4 months)
        when 'annual' then period_end + interval 1 year
        when 'biennial' then period_end + interval 2 years
        when 'triennial' then period_end + interval 3 years
        when 'four_yearly' then period_end + interval 4 years
    end
    + lag_days * interval 1 day;

create or replace macro freshness_of(due, today) as
    case
        when due is null then 'latest_known'
        when due < today then 'late'
        else 'up_to_date'
    end;
