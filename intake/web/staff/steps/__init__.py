"""What staff do to a case: the steps that are possible now, their forms and their letters."""
