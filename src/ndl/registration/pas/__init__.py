"""The PAS plugin: it decides, and writes nothing while authenticating."""
