-- How each node describes itself to administrators; what it lacks is empty when it is ready.
alter table voip_node add column name varchar(200);
alter table voip_node add column version varchar(60);
alter table voip_node add column lacks varchar(500);
