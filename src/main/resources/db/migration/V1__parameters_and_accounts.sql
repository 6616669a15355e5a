create table voip_parameter (
  id integer not null primary key,
  setting varchar(1000),
  version integer not null,
  changed_by varchar(64),
  changed_at timestamp
);

insert into voip_parameter (id, setting, version) values (323, 'N', 1);
insert into voip_parameter (id, setting, version) values (324, null, 1);
insert into voip_parameter (id, setting, version) values (325, null, 1);
insert into voip_parameter (id, setting, version) values (326, null, 1);
insert into voip_parameter (id, setting, version) values (327, null, 1);
insert into voip_parameter (id, setting, version) values (328, null, 1);
insert into voip_parameter (id, setting, version) values (329, null, 1);
insert into voip_parameter (id, setting, version) values (330, '1', 1);

create table voip_account (
  name varchar(64) not null primary key,
  password_hash varchar(255) not null,
  must_change smallint not null,
  version integer not null
);
