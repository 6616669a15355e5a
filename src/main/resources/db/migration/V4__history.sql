-- Who changed which parameter when; one save, or one look that found other values, is one change. Nothing here is ever
-- changed or removed by the application. Of 328, a value is only 'set' or nothing.
create table voip_history (
  id bigint not null primary key,
  change_id bigint not null,
  at_utc varchar(32) not null,
  who varchar(64),
  kind varchar(16) not null,
  parameter integer not null,
  old_value varchar(1000),
  new_value varchar(1000)
);

create index voip_history_change on voip_history (change_id);
create index voip_history_parameter on voip_history (parameter, id);

-- What the history last knew of each parameter: whatever differs from it was changed by somebody else. Of 328, a hash of
-- its sealed text.
create table voip_history_known (
  parameter integer not null primary key,
  setting varchar(1000)
);
