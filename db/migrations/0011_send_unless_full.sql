-- Sends for everybody who is not an actor: puts messages into their mailboxes, unless an actor among the receivers has p_max
-- or more waiting. Then nothing is sent, and the full ones are answered. Counts no further than p_max.
-- The settings keep the mailbox index in use: a statement prepared while the queue was empty read all of it ever after.
create function rt.send_unless_full(p_messages json, p_max int) returns table (kind text, tenant text)
language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
#variable_conflict use_column
declare
  receiver record;
  anybody_full boolean := false;
begin
  for receiver in
    select distinct m.kind, m.partition, m.tenant from json_to_recordset(p_messages) as m(kind text, partition smallint, tenant text)
  loop
    if p_max <= (select count(*) from (
      select 1 from rt.messages m
      where m.kind = receiver.kind and m.partition = receiver.partition and m.tenant = receiver.tenant and m.due_at is null
      limit p_max) as mail)
    then
      anybody_full := true;
      return query select receiver.kind, receiver.tenant;
    end if;
  end loop;
  if not anybody_full then
    perform rt.send(p_messages);
  end if;
end $$;
--> statement-breakpoint
grant execute on function rt.send_unless_full(json, int) to lux_app, lux_runtime;
