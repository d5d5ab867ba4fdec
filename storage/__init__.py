"""Tables and queries: SQLAlchemy and nothing else."""
