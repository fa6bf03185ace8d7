"""What the benchmark is made of: families of organisations, methods, an evaluator of its own, measuring, tables and a chart."""
