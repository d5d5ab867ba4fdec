"""Inputs that nobody would send who means well, and the program that has to bear them."""
