-- By which tokens of portals somebody was named already, on any node: the SHA-256 of each number (jti), and until when it is
-- kept, in milliseconds since 1970.
create table voip_used_token (
  hash varchar(64) not null primary key,
  kept_until bigint not null
);

create index voip_used_token_kept_until on voip_used_token (kept_until);
