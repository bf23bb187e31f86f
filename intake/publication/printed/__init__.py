"""Reports on paper and as spreadsheets, made of nothing but the files of releases."""
