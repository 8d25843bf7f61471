"""The roof: what each visitor meets first."""
