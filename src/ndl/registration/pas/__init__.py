"""The PAS plugin, which decides but writes nothing while authenticating."""
