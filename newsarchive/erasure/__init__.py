"""Taking something down: out of rows, versions, indexes, captures and published copies, and kept out."""
