-- Limits of the difference between two proportions of different people, from Wilson's of each.
-- Source: Newcombe (1998), Statistics in Medicine 17, 873, method 10: it holds at none and at all
-- of them too, where the plain formula has no width.

-- How far below the difference of one less another its lower limit lies, from the one's lower limit
-- and the other's upper; with upper and lower, how far above it its upper limit lies.
create or replace macro proportion_difference_reach(one, limit_of_one, other, limit_of_other) as
    sqrt((one - limit_of_one) ** 2 + (other - limit_of_other) ** 2);
