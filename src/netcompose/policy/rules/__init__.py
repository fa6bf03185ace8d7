"""The judges: one file a rule, plain Python, no solver in sight. Each has a twin of the same name in compose/rules."""
