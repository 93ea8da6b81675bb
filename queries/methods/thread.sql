-- The levels of the golden thread by their names: a workspace names them itself, so what a level is
-- for is read from its words, such as national_outcome or Operational objectives.

create or replace macro level_says(level, words) as
    regexp_matches(lower(level), '(^|[^a-z])(' || words || ')s?([^a-z]|$)');

-- Whether a level holds what is to be achieved; where no level says so, the first one does.
create or replace macro is_outcome_level(level) as
    level_says(level, 'outcome');

-- Whether the nodes of a level are to be measured, by themselves or by what lies beneath them.
-- What a single role contributes and learns is measured by the objective that it serves.
create or replace macro is_measured_level(level) as
    level_says(level, 'objective|aim|priority|priorities|plan')
    and not level_says(level, 'role|learning|national');

-- The order of need, the worst first; what cannot be judged comes last.
create or replace macro status_need(status) as
    case status
        when 'intervention' then 1
        when 'within_tolerance' then 2
        when 'on_target' then 3
        else 4
    end;

-- The nodes in force with whose they are: an owner is a department by its code, or a partner by
-- its name. Grain: one row per node.
create or replace macro owned_nodes() as table
    select
        thread_nodes_in_force.node_id,
        thread_nodes_in_force.level_number,
        thread_nodes_in_force.level,
        thread_nodes_in_force.title,
        nullif(trim(thread_nodes_in_force.owner), '') as owner,
        departments.department_code,
        coalesce(departments.name, nullif(trim(thread_nodes_in_force.owner), '')) as owner_name,
        departments.head_role,
        coalesce(departments.partner, nullif(trim(thread_nodes_in_force.owner), '')) as partner,
        (
            is_outcome_level(thread_nodes_in_force.level)
            or (
                thread_nodes_in_force.level_number = min(thread_nodes_in_force.level_number) over ()
                and not bool_or(is_outcome_level(thread_nodes_in_force.level)) over ()
            )
        ) as is_outcome,
        dense_rank() over (order by thread_nodes_in_force.level_number) as level_rank
    from thread_nodes_in_force
    left join departments on thread_nodes_in_force.owner = departments.department_code;
