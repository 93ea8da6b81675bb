-- Quantiles of areas by their values: deprivation tenths, fifths of wards and the like.
-- Source: PHEindicatormethods 2.1.0, phe_quantile, with rank ties "min". Areas that share a value
-- share a quantile, so quantiles may differ in size; fewer values than quantiles give none.
create or replace macro quantile_of(rank, n, quantiles) as
    case
        when rank is null or n < quantiles then null
        else greatest(
            floor(quantiles + 1 - ceil((n + 1 - rank) / (cast(n as double) / quantiles))), 1
        )
    end;

-- Quantile of every row. The relation has the columns peers (rows are ranked among their own),
-- area_code and value. `is_inverted` puts the highest values into quantile 1, as tables of
-- deprivation do. Grain: one row per row of the relation.
create or replace macro quantiles_of(relation, quantiles, is_inverted := true) as table
    with finite as (

        select
            peers,
            area_code,
            if(isfinite(cast(value as double)), cast(value as double), null) as value
        from query_table(relation)

    ),

    ranked as (

        select
            *,
            rank() over (
                partition by peers order by if(is_inverted, -value, value) nulls last
            ) as place,
            count(value) over (partition by peers) as n
        from finite

    )

    select
        peers,
        area_code,
        value,
        n,
        if(value is null, null, cast(quantile_of(place, n, quantiles) as integer)) as quantile,
        case
            when coalesce(quantiles, 0) < 2 then 'fewer_than_two_quantiles'
            when value is null then 'missing_value'
            when n < quantiles then 'too_few_values'
        end as reason
    from ranked;
