"""The command language: what people type after a slash command becomes values of our own."""
