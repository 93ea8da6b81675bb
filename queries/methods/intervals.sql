-- Confidence intervals of proportions (Wilson), rates (Byar, exact below 10 events) and means
-- (Student's t), at 95 and 99.8 per cent; other levels give null.
-- Source: Public Health England, Technical guide: confidence intervals (2018); Wilson (1927);
-- Breslow and Day (1987); formulas as in PHEindicatormethods 2.1.0.
-- Limits are of the plain proportion or rate: the caller multiplies by 100 or 100,000.

-- Normal deviate of a two-sided confidence level, written as 0.95 or as 95.
create or replace macro deviate_of(confidence) as
    case
        when confidence in (0.95, 95) then cast(1.959963984540054 as double)
        when confidence in (0.998, 99.8) then cast(3.090232306167813 as double)
    end;

-- Why a count and a population give no rate; null when they do.
create or replace macro rate_fault(events, population) as
    case
        when not coalesce(isfinite(cast(events as double)), false) then 'missing_numerator'
        when not coalesce(isfinite(cast(population as double)), false) then 'missing_denominator'
        when population <= 0 then 'denominator_not_positive'
        when events < 0 then 'negative_numerator'
    end;

-- Why a numerator and denominator give no proportion; null when they do.
create or replace macro proportion_fault(numerator, denominator) as
    coalesce(
        rate_fault(numerator, denominator),
        if(numerator > denominator, 'numerator_above_denominator', null)
    );

create or replace macro wilson_middle(numerator, denominator, deviate) as
    (2 * cast(numerator as double) + deviate ** 2) / (2 * (denominator + deviate ** 2));

create or replace macro wilson_reach(numerator, denominator, deviate) as
    deviate
    * sqrt(
        deviate ** 2
        + 4 * cast(numerator as double) * (1 - cast(numerator as double) / denominator)
    )
    / (2 * (denominator + deviate ** 2));

-- Wilson limits of a proportion; null where proportion_fault() says why.
create or replace macro wilson_lower(numerator, denominator, confidence := 0.95) as
    case
        when proportion_fault(numerator, denominator) is not null then null
        when deviate_of(confidence) is null then null
        else greatest(
            wilson_middle(numerator, denominator, deviate_of(confidence))
            - wilson_reach(numerator, denominator, deviate_of(confidence)),
            0
        )
    end;

create or replace macro wilson_upper(numerator, denominator, confidence := 0.95) as
    case
        when proportion_fault(numerator, denominator) is not null then null
        when deviate_of(confidence) is null then null
        else least(
            wilson_middle(numerator, denominator, deviate_of(confidence))
            + wilson_reach(numerator, denominator, deviate_of(confidence)),
            1
        )
    end;

-- Cube root of a Byar limit, relative to the count.
create or replace macro byar_root(events, deviate) as
    1 - 1 / (9 * cast(events as double)) + deviate / (3 * sqrt(cast(events as double)));

-- Byar's limits of a count. A lower limit below zero, as of one event at 99.8, is null.
create or replace macro byar_lower(events, confidence := 0.95) as
    case
        when events > 0 and byar_root(events, -deviate_of(confidence)) >= 0
            then events * byar_root(events, -deviate_of(confidence)) ** 3
    end;

create or replace macro byar_upper(events, confidence := 0.95) as
    case
        when events >= 0 then (events + 1) * byar_root(events + 1, deviate_of(confidence)) ** 3
    end;

-- Exact Poisson limits of 0 to 9 events, half the chi-square quantiles of 2x and 2x + 2 degrees of
-- freedom; null for other numbers, a fraction of an event among them: intervals.py has those.
create or replace macro exact_lower(events, confidence := 0.95) as
    case
        when not coalesce(events between 0 and 9 and events = floor(events), false) then null
        when confidence in (0.95, 95) then (cast([
            0.0, 0.025317807984289897, 0.24220927854396507, 0.6186721228956015,
            1.089865373626325, 1.623486390118421, 2.201894253490851, 2.814363051519867,
            3.4538321767485023, 4.115373097378334
        ] as double[]))[cast(events as integer) + 1]
        when confidence in (0.998, 99.8) then (cast([
            0.0, 0.0010005003335835346, 0.045402017769489565, 0.19053337756840327,
            0.42855241362842295, 0.7393717319178327, 1.1071046602556396, 1.5203362603988093,
            1.9708139217403662, 2.452424404363775
        ] as double[]))[cast(events as integer) + 1]
    end;

create or replace macro exact_upper(events, confidence := 0.95) as
    case
        when not coalesce(events between 0 and 9 and events = floor(events), false) then null
        when confidence in (0.95, 95) then (cast([
            3.6888794541139354, 5.571643390938898, 7.22468766772396, 8.767273069742323,
            10.241588675403694, 11.66833207932267, 13.059474022518685, 14.422675361702376,
            15.763189220193313, 17.084803451419166
        ] as double[]))[cast(events as integer) + 1]
        when confidence in (0.998, 99.8) then (cast([
            6.907755278982137, 9.233413476451585, 11.228872242412661, 13.06224077918807,
            14.79414922253721, 16.454745203680105, 18.061636840199064, 19.626177395384232,
            21.15619816583998, 22.65737330906293
        ] as double[]))[cast(events as integer) + 1]
    end;

-- Limits of a count of events: Byar's from 10 upwards, exact below.
create or replace macro events_lower(events, confidence := 0.95) as
    if(events >= 10, byar_lower(events, confidence), exact_lower(events, confidence));

create or replace macro events_upper(events, confidence := 0.95) as
    if(events >= 10, byar_upper(events, confidence), exact_upper(events, confidence));

create or replace macro events_method(events) as
    case when events >= 10 then 'byar' when events >= 0 then 'exact' end;

-- Limits of a rate; null where rate_fault() says why.
create or replace macro rate_lower(events, population, confidence := 0.95) as
    if(
        rate_fault(events, population) is null,
        events_lower(events, confidence) / cast(population as double),
        null
    );

create or replace macro rate_upper(events, population, confidence := 0.95) as
    if(
        rate_fault(events, population) is null,
        events_upper(events, confidence) / cast(population as double),
        null
    );

-- Student's t for a two-sided level: by table to 60 degrees of freedom, above that by the expansion
-- of Fisher and Cornish (1960), right to 3e-10 there.
create or replace macro t_expanded(deviate, freedom) as
    deviate
    + (deviate ** 3 + deviate) / (4 * freedom)
    + (5 * deviate ** 5 + 16 * deviate ** 3 + 3 * deviate) / (96 * freedom ** 2)
    + (3 * deviate ** 7 + 19 * deviate ** 5 + 17 * deviate ** 3 - 15 * deviate)
    / (384 * freedom ** 3)
    + (
        79 * deviate ** 9 + 776 * deviate ** 7 + 1482 * deviate ** 5
        - 1920 * deviate ** 3 - 945 * deviate
    ) / (92160 * freedom ** 4)
    + (
        27 * deviate ** 11 + 339 * deviate ** 9 + 930 * deviate ** 7
        - 1782 * deviate ** 5 - 765 * deviate ** 3 + 17955 * deviate
    ) / (368640 * freedom ** 5);

create or replace macro t_quantile(freedom, confidence := 0.95) as
    case
        when freedom > 60 then t_expanded(deviate_of(confidence), cast(freedom as double))
        when freedom is null or freedom < 1 then null
        when confidence in (0.95, 95) then (cast([
            12.706204736174694, 4.302652729749462, 3.1824463052837078, 2.7764451051977934,
            2.5705818356363146, 2.4469118511449786, 2.364624251592784, 2.306004135204166,
            2.262157162798205, 2.228138851986274, 2.200985160091639, 2.1788128296672284,
            2.1603686564627913, 2.144786687917804, 2.131449545559776, 2.1199052992212546,
            2.1098155778333156, 2.1009220402410382, 2.0930240544083087, 2.085963447265864,
            2.0796138447276795, 2.0738730679040254, 2.0686576104190486, 2.0638985616280245,
            2.0595385527532972, 2.0555294386428735, 2.0518305164802846, 2.0484071417952454,
            2.045229642132703, 2.0422724563012378, 2.039513446396408, 2.0369333434601016,
            2.0345152974493383, 2.0322445093177186, 2.030107928250343, 2.0280940009804502,
            2.0261924630291093, 2.0243941639119694, 2.022690920036761, 2.021075390306273,
            2.019540970441376, 2.0180817028184443, 2.016692199227824, 2.0153675744437636,
            2.014103388880846, 2.012895598919429, 2.0117405137297655, 2.010634757624232,
            2.0095752371292392, 2.008559112100761, 2.007583770315836, 2.006646805061688,
            2.0057459953178687, 2.0048792881880564, 2.0040447832891455, 2.003240718847872,
            2.002465459291007, 2.0017174841452356, 2.000995378088267, 2.0002978220142604
        ] as double[]))[cast(freedom as integer)]
        when confidence in (0.998, 99.8) then (cast([
            318.30883898555015, 22.327124770119866, 10.214531852407383, 7.173182219782307,
            5.893429531356009, 5.207626238725373, 4.785289628638333, 4.5007909337237235,
            4.296805662729918, 4.143700494046589, 4.024701037630738, 3.9296332646264913,
            3.851982391168387, 3.7873902375233457, 3.7328344253109, 3.686154792686013,
            3.6457673800784094, 3.6104848848250928, 3.5794001489547154, 3.5518083432033323,
            3.5271536688691763, 3.5049920310846616, 3.484964374939813, 3.466777298016027,
            3.450188726973063, 3.4349971815631166, 3.4210336212293053, 3.408155178353358,
            3.3962402883568026, 3.3851848668293045, 3.3748992804233016, 3.365305925859433,
            3.3563372793636272, 3.347934313333527, 3.340045202098584, 3.332624257062501,
            3.32563104519694, 3.3190296551103575, 3.3127880826719003, 3.3068777140858225,
            3.3012728888594425, 3.295950528629723, 3.290889820560617, 3.286071946180288,
            3.281479848231682, 3.2770980294646446, 3.2729123783809344, 3.2689100178140067,
            3.2650791729288593, 3.261409055798318, 3.257889764178083, 3.254512192484589,
            3.251267953293979, 3.248149307940129, 3.245149105005073, 3.242260725674601,
            3.2394780350817474, 3.236795338886674, 3.2342073444472925, 3.23170912602436
        ] as double[]))[cast(freedom as integer)]
    end;

-- Mean of each series with its limits. The relation has the columns series and value. A series with
-- a missing value has no mean, because what is missing is not known to be like the rest: leave
-- such rows out and say so. Grain: one row per series.
create or replace macro mean_intervals(relation, confidence := 0.95) as table
    with summed as (

        select
            series,
            count(*) as n,
            bool_and(coalesce(isfinite(cast(value as double)), false)) as is_complete,
            avg(cast(value as double)) filter (where isfinite(cast(value as double))) as mean,
            stddev_samp(cast(value as double)) filter (where isfinite(cast(value as double)))
                as deviation
        from query_table(relation)
        group by series

    ),

    explained as (

        select
            *,
            case
                when not is_complete then 'missing_values'
                when n < 2 then 'too_few_values'
                when deviation = 0 then 'not_enough_variation'
                when deviate_of(confidence) is null then 'unsupported_confidence'
            end as reason,
            if(reason is null, t_quantile(n - 1, confidence) * deviation / sqrt(n), null) as reach
        from summed

    )

    select
        series,
        n,
        if(is_complete, mean, null) as value,
        if(is_complete, deviation, null) as standard_deviation,
        mean - reach as lower_limit,
        mean + reach as upper_limit,
        reason
    from explained;
