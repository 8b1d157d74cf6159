-- A run that mails is refused without its row here, whatever Temporal was asked for.
create table run_authorisations (
  run_authorisation_id text not null,
  quarter text not null,
  workflow_id text not null,
  made_by text not null,
  made_at timestamptz(6) not null,
  not_before_at timestamptz(6) not null,
  expires_at timestamptz(6) not null,
  run_id text,
  constraint run_authorisations_pkey primary key (run_authorisation_id, quarter, workflow_id),
  constraint run_authorisations_valid_for_a_time check (not_before_at < expires_at)
);
