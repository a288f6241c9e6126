"""Everything durable, and the only place that speaks SQL: the events of the office, and who may use its screens."""
