-- An administrator wants the node that has this call to end it; a number, because not every database has a boolean.
alter table voip_call add column to_end smallint default 0 not null;
