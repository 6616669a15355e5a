-- Until when a one-time password signs in, in UTC as text (see V2); null for any other password, and for that of the first start.
alter table voip_account add column once_until varchar(32);
