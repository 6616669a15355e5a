-- The calls of all nodes: what another node needs to go on with one of them.
create table voip_call (
  id varchar(36) not null primary key,
  owner varchar(36) not null,
  maker varchar(36) not null,
  token varchar(64) not null,
  token_before varchar(64),
  caller varchar(200) not null,
  network varchar(64) not null,
  portal_user varchar(1200),
  phase varchar(16) not null,
  begun bigint not null,
  answered bigint,
  sip_call_id varchar(255),
  janus varchar(1000) not null,
  call_session bigint not null,
  call_handle bigint not null,
  master_session bigint,
  master_handle bigint
);

create index voip_call_token on voip_call (token);
create index voip_call_token_before on voip_call (token_before);

-- The nodes: one that no longer counts its beats is gone, and another keeps its master at Janus.
create table voip_node (
  id varchar(36) not null primary key,
  beats bigint not null,
  keeper varchar(36)
);

-- The calls that each node has let through lately, for the limits of the other nodes; turn is a number of that node.
create table voip_ring (
  node varchar(36) not null,
  turn bigint not null,
  caller varchar(200) not null,
  network varchar(64) not null,
  primary key (node, turn)
);
