-- The steps of domain/deliver/states.ts, for every statement that there is or will be. A test holds both against each other.

create function check_delivery_step() returns trigger language plpgsql as $$
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
    ('ambiguous', 'sent'),
    ('ambiguous', 'deferred'),
    ('ambiguous', 'failed'),
    ('ambiguous', 'queued'),
    ('ambiguous', 'bounced'),
    ('bounced', 'queued')
  ) then
    raise exception 'A delivery can''t go from "%" to "%"', old.state, new.state
      using errcode = 'check_violation', constraint = 'deliveries_steps', table = 'deliveries';
  end if;
  return new;
end $$;

create trigger deliveries_begin before insert on deliveries
  for each row execute function check_delivery_step();

create trigger deliveries_steps before update of state on deliveries
  for each row when (old.state is distinct from new.state) execute function check_delivery_step();
