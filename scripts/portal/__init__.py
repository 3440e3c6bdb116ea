"""The development portal: an instance, a site, a mail catcher, one command."""
