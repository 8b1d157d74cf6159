-- A reader who has left needs no mail, and one that failed or came back is not to be told of for ever. Otherwise as before.

create or replace function check_delivery_step() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state not in ('queued', 'suppressed') then
      raise exception 'A delivery can''t begin as "%"', new.state
        using errcode = 'check_violation', constraint = 'deliveries_steps', table = 'deliveries';
    end if;
  elsif (old.state, new.state) not in (
    ('suppressed', 'queued'),
    ('queued', 'sending'),
    ('queued', 'suppressed'),
    ('sending', 'sent'),
    ('sending', 'deferred'),
    ('sending', 'failed'),
    ('sending', 'ambiguous'),
    ('sending', 'queued'),
    ('sent', 'bounced'),
    ('deferred', 'sending'),
    ('deferred', 'failed'),
    ('deferred', 'suppressed'),
    ('failed', 'queued'),
    ('failed', 'suppressed'),
    ('ambiguous', 'sent'),
    ('ambiguous', 'deferred'),
    ('ambiguous', 'failed'),
    ('ambiguous', 'queued'),
    ('ambiguous', 'bounced'),
    ('bounced', 'queued'),
    ('bounced', 'suppressed')
  ) then
    raise exception 'A delivery can''t go from "%" to "%"', old.state, new.state
      using errcode = 'check_violation', constraint = 'deliveries_steps', table = 'deliveries';
  end if;
  return new;
end $$;
