"""Annual reports as tables (public names are bound while rooms are built)."""
