"""What applicants declare: forms, validation, normalisation."""
