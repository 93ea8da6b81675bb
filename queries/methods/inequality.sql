-- Slope and relative index of inequality across quantiles of deprivation. Their limits are
-- simulated in inequality.py.
-- Source: Mackenbach and Kunst (1997); Public Health England, Technical guide; as in
-- PHEindicatormethods 2.1.0, phe_sii.

-- A value on the scale on which the line is fitted, and back.
create or replace macro fitted_scale(value, scale) as
    case
        when scale = 'none' then value
        when scale = 'log' and value > 0 then ln(value)
        when scale = 'logit' and value > 0 and value < 1 then ln(value / (1 - value))
    end;

create or replace macro natural_scale(value, scale) as
    case scale when 'none' then value when 'log' then exp(value) else 1 / (1 + exp(-value)) end;

-- Both indices of each series. The relation has the columns series, quantile (1 to their number,
-- 5 to 100 of them), population and value. `scale` is none, log (rates) or logit (proportions from
-- 0 to 1). A negative multiplier turns both indices round. Grain: one row per series.
create or replace macro slope_indices(relation, multiplier := 1, scale := 'none') as table
    with ordered as (

        select
            series,
            quantile,
            cast(population as double) as population,
            cast(value as double) as value,
            fitted_scale(cast(value as double), scale) as response,
            sum(cast(population as double)) over so_far - cast(population as double) / 2 as middle
        from query_table(relation)
        window so_far as (partition by series order by quantile rows unbounded preceding)

    ),

    explained as (

        select
            series,
            count(*) as quantiles,
            case
                when count(*) < 5 then 'fewer_than_5_quantiles'
                when count(*) > 100 then 'more_than_100_quantiles'
                when
                    min(quantile) != 1
                    or max(quantile) != count(*)
                    or count(distinct quantile) != count(*)
                    then 'missing_quantile'
                when count(*) filter (where population > 0 and isfinite(population)) < count(*)
                    then 'denominator_not_positive'
                when count(*) filter (where isfinite(value)) < count(*) then 'missing_value'
                when count(response) < count(*) then 'value_outside_scale'
            end as reason
        from ordered
        group by series

    ),

    summed as (

        select
            ordered.series,
            any_value(explained.quantiles) as quantiles,
            any_value(explained.reason) as reason,
            sum(ordered.population) as people,
            sum(ordered.population * ordered.middle) / people as mean_middle,
            sum(ordered.population * ordered.response) / people as mean_response,
            sum(ordered.population * ordered.middle * ordered.response) / people
            - mean_middle * mean_response as shared_spread,
            sum(ordered.population * ordered.middle ** 2) / people - mean_middle ** 2 as spread
        from ordered
        inner join explained on ordered.series = explained.series
        group by ordered.series

    ),

    fitted as (

        select
            series,
            quantiles,
            reason,
            if(reason is null, people * shared_spread / spread, null) as slope,
            natural_scale(mean_response - mean_middle * shared_spread / spread, scale) as start,
            natural_scale(
                mean_response + (people - mean_middle) * shared_spread / spread, scale
            ) as finish
        from summed

    )

    select
        series,
        quantiles,
        if(reason is null, (finish - start) * multiplier, null) as slope_index,
        case
            when reason is not null then null
            when multiplier < 0 then start / nullif(finish, 0)
            else finish / nullif(start, 0)
        end as relative_index,
        if(reason is null, start, null) as intercept,
        reason
    from fitted;
