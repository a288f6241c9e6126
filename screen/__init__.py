"""What all screens share: the port to the running office, roles, the shell, and the scripts, styles and templates of several pages."""
