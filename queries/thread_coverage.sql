-- How whole the golden thread is, level by level and partner by partner: how many nodes reach an
-- outcome or are one, have an indicator on them or beneath, have something beneath, and an owner.
-- Grain: one row per level and partner.
-- Builds on: thread_standing.
-- Parameters: none.
select
    level_number,
    level,
    partner,
    count(*) as nodes,
    count(*) filter (where reaches_outcome) as reaching,
    count(*) filter (where indicators > 0) as measured,
    count(*) filter (where children > 0) as served,
    count(*) filter (where owner is not null) as owned
from thread_standing
group by level_number, level, partner
order by level_number, partner nulls last
