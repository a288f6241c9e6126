"""The counter agent's screen: call next, serve, finish, send on."""
