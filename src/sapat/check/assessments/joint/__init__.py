"""Questions of quality discussed with other institutions."""
