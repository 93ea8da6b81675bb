"""Rounds of a questionnaire that were asked elsewhere: read, checked, compared and published."""
