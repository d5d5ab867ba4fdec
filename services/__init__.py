"""The use cases: one function is one thing a person does, in one transaction."""
