"""intake: the complaint system behind Rule 8, the Redress Rule."""
