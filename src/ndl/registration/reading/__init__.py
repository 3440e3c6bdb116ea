"""OCR of identity documents: hints for editors, no decisions."""
