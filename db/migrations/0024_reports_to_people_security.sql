-- What is asked of a provider of models is of no firm, and no firm's role may look how busy the others are.
grant select, insert, update, delete on court.provider_limits to lux_runtime;
