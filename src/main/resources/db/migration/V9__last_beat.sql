-- When a node counted its last beat, in milliseconds since 1970; says about when the calls ended with which a node died.
alter table voip_node add column seen bigint default 0 not null;
