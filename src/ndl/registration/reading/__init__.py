"""OCR of identity documents: it gives editors hints and makes no decisions."""
