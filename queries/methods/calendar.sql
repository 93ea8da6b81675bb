-- Lengths of periods and rhythms in months.
-- Source: the contract's list of frequencies. Rhythms without a fixed length give null.
create or replace macro months_between(frequency) as
    case frequency
        when 'monthly' then 1
        when 'quarterly' then 3
        when 'four_monthly' then 4
        when 'annual' then 12
        when 'biennial' then 24
        when 'triennial' then 36
        when 'four_yearly' then 48
    end;

create or replace macro months_in(period_start, period_end) as
    cast(round((period_end - period_start + 1) / 30.4375) as integer);
