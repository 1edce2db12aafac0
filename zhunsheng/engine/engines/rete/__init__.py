"""The second engine: the same rules, run by durable-rules in a process of its own."""
