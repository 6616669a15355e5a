-- The key that seals 328; one row.
create table voip_key (
  id integer not null primary key,
  key_id varchar(32) not null,
  fingerprint varchar(64) not null
);

-- A time of day in UTC as text, 2026-11-26T01:20:58: no zone of a server, driver or database ever changes it.
alter table voip_parameter add column changed_utc varchar(32);
update voip_parameter set changed_at = changed_at, changed_utc = replace(cast(changed_at as char(19)), ' ', 'T')
  where changed_by is not null;
alter table voip_parameter drop column changed_at;
