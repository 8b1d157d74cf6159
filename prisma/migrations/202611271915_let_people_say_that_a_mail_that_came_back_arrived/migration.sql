-- What came back from where a reader's server sent it on may have arrived at the reader. Otherwise as before.

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
    ('bounced', 'suppressed'),
    ('bounced', 'sent')
  ) then
    raise exception 'A delivery can''t go from "%" to "%"', old.state, new.state
      using errcode = 'check_violation', constraint = 'deliveries_steps', table = 'deliveries';
  end if;
  return new;
end $$;
