"""The proof-book: one page with all that a rehearsed week would send, to read or to print."""
