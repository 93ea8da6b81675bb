-- Which of the framework's eight pieces of work are done for an indicator, from stored facts.
-- Source: the partnership's performance framework.
-- A piece is done, missing, not_needed, or not_recorded where the scorecard cannot hold it yet.

-- Whether a level of the golden thread holds the partnership's own aims: a workspace names its
-- levels itself, such as partnership_aim or Partnership priorities.
create or replace macro is_aim_level(level) as
    regexp_matches(lower(level), '(^|[^a-z])(aims?|partnership)([^a-z]|$)');

create or replace macro is_blank(words) as
    coalesce(trim(words), '') = '';

-- Actions of the improvement plan that serve each indicator. Null while none can be recorded here:
-- the piece is then not_recorded, with a nought it is missing. Grain: one row per indicator.
create or replace macro improvement_plan() as table
    select
        indicators.indicator_id,
        cast(null as integer) as actions
    from indicators;

-- Whether the partnership's change-management principles are written down; null while they cannot
-- be recorded here. Grain: one row.
create or replace macro change_principles() as table
    select cast(null as boolean) as has_principles;

-- Every node of the thread with each aim that it serves or is. Grain: one row per node and aim.
create or replace macro nodes_beneath_aims() as table
    with recursive beneath as (

        select
            node_id,
            node_id as aim_id
        from thread_nodes_in_force
        where is_aim_level(level)

        union

        select
            thread_links_in_force.child_id as node_id,
            beneath.aim_id
        from beneath
        inner join thread_links_in_force on beneath.node_id = thread_links_in_force.parent_id

    )

    select * from beneath;

-- What stands behind the eight pieces for every scorecard indicator, as facts and no judgement.
-- The rule that counts is that of the current period in the area: the first that has not ended, of
-- several the one for the shortest time. Grain: one row per indicator.
create or replace macro framework_facts(place, today) as table
    with linked as (

        select
            thread_indicators_in_force.indicator_id,
            list(
                thread_nodes_in_force.title
                order by thread_nodes_in_force.level_number, thread_nodes_in_force.node_id
            ) as node_titles
        from thread_indicators_in_force
        inner join thread_nodes_in_force
            on thread_indicators_in_force.node_id = thread_nodes_in_force.node_id
        group by thread_indicators_in_force.indicator_id

    ),

    serving as (

        select distinct
            thread_indicators_in_force.indicator_id,
            thread_nodes_in_force.node_id,
            thread_nodes_in_force.title
        from thread_indicators_in_force
        inner join nodes_beneath_aims() as beneath
            on thread_indicators_in_force.node_id = beneath.node_id
        inner join thread_nodes_in_force on beneath.aim_id = thread_nodes_in_force.node_id

    ),

    aimed as (

        select
            indicator_id,
            list(node_id order by node_id) as aim_ids,
            list(title order by node_id) as aim_titles
        from serving
        group by indicator_id

    ),

    set_here as (

        select
            indicator_id,
            max(period_end) as last_target_end,
            arg_min(rules_in_force, row(period_end, period_end - period_start))
                filter (where period_end >= today) as rule
        from rules_in_force
        where area_code = place
        group by indicator_id

    ),

    set_anywhere as (

        select
            indicator_id,
            count(*) as rules_in_force,
            count(*) filter (where is_blank(approved_by) or approved_date is null)
                as unapproved_rules
        from rules_in_force
        where period_end >= today
        group by indicator_id

    ),

    latest as (

        select
            indicator_id,
            arg_max(received, period_end) as result
        from received_in(place) as received
        group by indicator_id

    )

    select
        indicators.*,
        departments.name as department_name,
        linked.node_titles,
        aimed.aim_ids,
        aimed.aim_titles,
        set_here.rule.baseline_value as baseline_value,
        set_here.rule.baseline_label as baseline_label,
        set_here.rule.target_value as target_value,
        set_here.rule.intervention_level as intervention_level,
        set_here.rule.period_end as target_end,
        set_here.rule.approved_by as approved_by,
        set_here.rule.approved_date as approved_date,
        set_here.last_target_end,
        coalesce(set_anywhere.rules_in_force, 0) as rules_in_force,
        coalesce(set_anywhere.unapproved_rules, 0) as unapproved_rules,
        latest.result.period_label as period_label,
        latest.result.due_date as due_date,
        latest.result.first_received_date as first_received_date,
        latest.result.is_first_load as is_first_load,
        latest.result.is_late as is_late,
        latest.result.period_end as period_end,
        cast(
            next_due(
                latest.result.period_end,
                latest.result.value_note,
                indicators.frequency,
                indicators.publication_lag_days
            ) as date
        ) as next_due_date,
        plan.actions,
        principles.has_principles
    from indicators
    left join departments on indicators.department_code = departments.department_code
    left join linked on indicators.indicator_id = linked.indicator_id
    left join aimed on indicators.indicator_id = aimed.indicator_id
    left join set_here on indicators.indicator_id = set_here.indicator_id
    left join set_anywhere on indicators.indicator_id = set_anywhere.indicator_id
    left join latest on indicators.indicator_id = latest.indicator_id
    left join improvement_plan() as plan on indicators.indicator_id = plan.indicator_id
    cross join change_principles() as principles
    where indicators.is_scorecard;

-- The facts with what is missing of each piece, as words of a fixed list with commas between them,
-- and how it stands. A target that nobody can judge against is not needed, nor the baseline that it
-- would start from; without a rule in force there is nothing to approve.
-- Grain: one row per indicator.
create or replace macro framework_of(place, today) as table
    with lacking as (

        select
            *,
            if(node_titles is null, 'aim', '') as aims_lack,
            concat_ws(
                ',',
                if(is_blank(collection), 'collection', null),
                if(is_blank(partner), 'partner', null)
            ) as indicator_lack,
            concat_ws(
                ',',
                if(is_blank(definition), 'definition', null),
                if(method != 'score' and is_blank(numerator), 'numerator', null),
                if(method in ('proportion', 'rate') and is_blank(denominator), 'denominator', null),
                if(is_blank(unit), 'unit', null),
                if(is_blank(source), 'source', null),
                if(coalesce(review_date < today, true), 'review', null)
            ) as definition_lack,
            if(baseline_value is null, 'baseline', '') as baseline_lack,
            concat_ws(
                ',',
                if(target_value is null, 'target', null),
                if(intervention_level is null, 'intervention_level', null)
            ) as target_lack,
            concat_ws(
                ',',
                if(department_name is null, 'department', null),
                if(period_end is null, 'result', null),
                if(next_due_date < today, 'overdue', if(is_late, 'in_time', null))
            ) as reporting_lack,
            if(actions = 0, 'action', '') as improvement_lack,
            concat_ws(
                ',',
                if(unapproved_rules > 0, 'approval', null),
                if(not has_principles, 'principles', null)
            ) as change_lack
        from framework_facts(place, today)

    ),

    standing as (

        select
            *,
            if(aims_lack = '', 'done', 'missing') as aims_state,
            if(indicator_lack = '', 'done', 'missing') as indicator_state,
            if(definition_lack = '', 'done', 'missing') as definition_state,
            case
                when polarity = 'none' then 'not_needed'
                when baseline_lack = '' then 'done'
                else 'missing'
            end as baseline_state,
            case
                when polarity = 'none' then 'not_needed'
                when target_lack = '' then 'done'
                else 'missing'
            end as target_state,
            if(reporting_lack = '', 'done', 'missing') as reporting_state,
            case
                when actions is null then 'not_recorded'
                when improvement_lack = '' then 'done'
                else 'missing'
            end as improvement_state,
            case
                when rules_in_force = 0 then 'not_needed'
                when change_lack = '' then 'done'
                else 'missing'
            end as change_state
        from lacking

    ),

    counted as (

        select
            *,
            [
                aims_state,
                indicator_state,
                definition_state,
                baseline_state,
                target_state,
                reporting_state,
                improvement_state,
                change_state
            ] as states,
            concat_ws(
                ',',
                nullif(aims_lack, ''),
                nullif(indicator_lack, ''),
                nullif(definition_lack, ''),
                if(baseline_state = 'missing', nullif(baseline_lack, ''), null),
                if(target_state = 'missing', nullif(target_lack, ''), null),
                nullif(reporting_lack, ''),
                nullif(improvement_lack, ''),
                if(change_state = 'missing', nullif(change_lack, ''), null)
            ) as lacks
        from standing

    ),

    reached as (

        select
            *,
            coalesce(nullif(list_position(states, 'missing'), 0), 9) as first_missing,
            coalesce(nullif(list_position(states, 'not_recorded'), 0), 9) as first_unrecorded
        from counted

    )

    select
        * exclude (states, first_missing, first_unrecorded),
        len(list_filter(states, lambda state: state = 'missing')) as missing_steps,
        least(first_missing, first_unrecorded) - 1 as reached_step,
        -- a claim is checked as far as the scorecard can hold the piece
        case
            when first_missing <= framework_step then 'more'
            when least(first_missing, first_unrecorded) - 1 > framework_step then 'less'
            else 'agrees'
        end as claim
    from reached;

-- The pieces one by one, from rows of `framework_of`. Grain: one row per indicator and piece.
create or replace macro framework_pieces(relation) as table
    select
        sheets.indicator_id,
        sheets.partner,
        sheets.theme,
        sheets.collection,
        sheets.aim_ids,
        counted.position,
        [
            'aims',
            'indicator',
            'definition',
            'baseline',
            'target',
            'reporting',
            'improvement',
            'change'
        ][counted.position] as step,
        [
            sheets.aims_state,
            sheets.indicator_state,
            sheets.definition_state,
            sheets.baseline_state,
            sheets.target_state,
            sheets.reporting_state,
            sheets.improvement_state,
            sheets.change_state
        ][counted.position] as state
    from query_table(relation) as sheets
    cross join range(1, 9) as counted (position);
