"""What is made from the sources: one output a module."""
