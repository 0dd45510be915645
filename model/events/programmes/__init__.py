"""What governments do: they announce, recognise, give titles, and look at their targets."""
