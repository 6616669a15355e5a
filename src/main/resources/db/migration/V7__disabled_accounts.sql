-- An account that exists but cannot sign in; a number, because not every database has a boolean.
alter table voip_account add column disabled smallint default 0 not null;
