-- The login with which a call ends, where only signed-in users may call; null if it ends with none. to_end is 2 when that login
-- has ended.
alter table voip_call add column login varchar(400);
