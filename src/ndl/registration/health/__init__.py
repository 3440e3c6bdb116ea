"""Health checks of the site: findings and how to mend them."""
