"""Control: whether the quality system is kept in working order, week by week and month by month."""
