"""What the pages about published numbers show, made from the files of releases alone."""
