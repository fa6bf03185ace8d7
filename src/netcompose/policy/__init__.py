"""What an organisation has decided, and what can be judged by it: settings, shipped policies, scenario, rules."""
