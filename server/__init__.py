"""The running office: journal, office, live, access, app, command line. The only package that knows all the others."""
