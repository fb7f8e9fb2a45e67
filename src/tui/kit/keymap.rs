//! Which key does what: the defaults of the action table with a person's own keys laid over them.
