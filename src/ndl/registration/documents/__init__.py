"""Pictures of identity documents: accepted, kept, erased."""
