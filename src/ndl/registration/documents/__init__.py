"""Pictures of identity documents: acceptance, storage, erasure."""
