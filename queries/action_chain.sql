-- How an action is to work: its steps from action to outcome, with the evidence that each follows
-- from the one before, and how strong that is.
-- Grain: one row per step.
-- Parameters: action_id.
select
    position,
    kind,
    text,
    evidence,
    strength
from action_steps_in_force
where action_id = $action_id
order by position
