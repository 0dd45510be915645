"""The read-only tables of a member, and the parameters it draws."""
