"""The judges of duties: one file a duty, with a twin of the same name in appoint/."""
