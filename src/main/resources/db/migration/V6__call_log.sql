-- The calls that have ended, one row each; removed after voip.call-log-days. No sound, no token, no whole address of a caller.
create table voip_call_log (
  id varchar(36) not null primary key,
  begun_utc varchar(32) not null,
  waited integer not null,
  spoken integer,
  outcome varchar(16) not null,
  reason varchar(32) not null,
  status integer not null,
  words varchar(200),
  caller varchar(200) not null,
  node varchar(200) not null,
  sip_call_id varchar(200),
  lost integer,
  round_trip integer,
  route varchar(8),
  codec varchar(8),
  rating varchar(8)
);

create index voip_call_log_begun on voip_call_log (begun_utc, outcome, waited);
create index voip_call_log_outcome on voip_call_log (outcome, begun_utc);
