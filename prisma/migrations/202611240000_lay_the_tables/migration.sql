-- Connections, their runs, and what could not be read.

create table connections (
  connection_id uuid not null default gen_random_uuid(),
  name text not null,
  tracker text not null check (tracker in ('jira', 'linear')),
  base_url text not null,
  auth_kind text not null check (auth_kind in ('api_token', 'bearer', 'api_key')),
  account_email text,
  scope_keys text[] not null,
  secret_key_id text not null,
  secret_iv text not null,
  secret_tag text not null,
  secret_ciphertext text not null,
  cursor_at timestamptz(6),
  last_full_sync_at timestamptz(6),
  created_at timestamptz(6) not null,
  constraint connections_pkey primary key (connection_id)
);
create unique index connections_name_key on connections (name);

create table sync_runs (
  run_id uuid not null default gen_random_uuid(),
  run_number serial not null,
  connection_id uuid not null,
  kind text not null check (kind in ('full', 'incremental')),
  started_at timestamptz(6) not null,
  changed_since_at timestamptz(6),
  scopes jsonb not null,
  checkpoint text,
  read_complete boolean not null default false,
  pages integer not null default 0,
  tickets integer not null default 0,
  requests integer not null default 0,
  stripped_characters integer not null default 0,
  approximate_tickets integer,
  state text not null check (state in ('running', 'finished', 'failed')),
  failure text,
  opened_at timestamptz(6) not null,
  ended_at timestamptz(6),
  constraint sync_runs_pkey primary key (run_id),
  constraint sync_runs_connection_id_fkey foreign key (connection_id)
    references connections (connection_id) on delete cascade on update cascade,
  constraint sync_runs_ended check ((state = 'running') = (ended_at is null)),
  constraint sync_runs_failed_for_a_reason check ((state = 'failed') = (failure is not null))
);
create unique index sync_runs_run_number_key on sync_runs (run_number);
create index sync_runs_connection_id_run_number_idx on sync_runs (connection_id, run_number);

create table quarantine (
  connection_id uuid not null,
  record_kind text not null check (record_kind in ('ticket', 'event', 'user', 'container')),
  record_id text not null,
  cause text not null,
  payload text not null,
  count integer not null,
  first_seen_at timestamptz(6) not null,
  last_seen_at timestamptz(6) not null,
  constraint quarantine_pkey primary key (connection_id, record_kind, record_id),
  constraint quarantine_connection_id_fkey foreign key (connection_id)
    references connections (connection_id) on delete cascade on update cascade
);

-- What the trackers hold.

create table statuses (
  connection_id uuid not null,
  status_id text not null,
  name text not null,
  category text not null check (category in ('unstarted', 'in_progress', 'done', 'canceled', 'unknown')),
  constraint statuses_pkey primary key (connection_id, status_id),
  constraint statuses_connection_id_fkey foreign key (connection_id)
    references connections (connection_id) on delete cascade on update cascade
);

create table tracker_users (
  connection_id uuid not null,
  account_id text not null,
  display_name text not null,
  email text,
  active boolean not null,
  constraint tracker_users_pkey primary key (connection_id, account_id),
  constraint tracker_users_connection_id_fkey foreign key (connection_id)
    references connections (connection_id) on delete cascade on update cascade
);

create table containers (
  connection_id uuid not null,
  container_id text not null,
  kind text not null check (kind in ('project', 'initiative')),
  title text not null,
  url text not null,
  labels text[] not null,
  parent_ids text[] not null,
  constraint containers_pkey primary key (connection_id, container_id),
  constraint containers_connection_id_fkey foreign key (connection_id)
    references connections (connection_id) on delete cascade on update cascade
);

create table tickets (
  connection_id uuid not null,
  ticket_id text not null,
  key text not null,
  url text not null,
  title text not null,
  type_id text not null,
  type_name text not null,
  hierarchy_level integer not null,
  status_id text not null,
  status_name text not null,
  status_category text not null
    check (status_category in ('unstarted', 'in_progress', 'done', 'canceled', 'unknown')),
  priority_name text,
  labels text[] not null,
  components text[] not null,
  project_id text,
  project_key text,
  project_name text,
  team_id text,
  team_key text,
  team_name text,
  parent_id text,
  custom_fields jsonb not null,
  assignee_id text,
  creator_id text,
  estimate_points double precision,
  created_at timestamptz(6) not null,
  updated_at timestamptz(6) not null,
  resolved_at timestamptz(6),
  archived_at timestamptz(6),
  removal text check (removal in ('deleted', 'trashed', 'access_lost')),
  constraint tickets_pkey primary key (connection_id, ticket_id),
  constraint tickets_connection_id_fkey foreign key (connection_id)
    references connections (connection_id) on delete cascade on update cascade
);
create index tickets_key_idx on tickets (key);

create table ticket_keys (
  connection_id uuid not null,
  ticket_id text not null,
  key text not null,
  constraint ticket_keys_pkey primary key (connection_id, ticket_id, key),
  constraint ticket_keys_connection_id_ticket_id_fkey foreign key (connection_id, ticket_id)
    references tickets (connection_id, ticket_id) on delete cascade on update cascade
);
create index ticket_keys_key_idx on ticket_keys (key);

create table ticket_events (
  connection_id uuid not null,
  ticket_id text not null,
  kind text not null check (kind in ('status', 'assignee', 'comment', 'worklog', 'key')),
  event_id text not null,
  happened_at timestamptz(6) not null,
  actor_id text,
  from_value text,
  to_value text,
  logged_seconds integer,
  constraint ticket_events_pkey primary key (connection_id, ticket_id, kind, event_id),
  constraint ticket_events_connection_id_ticket_id_fkey foreign key (connection_id, ticket_id)
    references tickets (connection_id, ticket_id) on delete cascade on update cascade,
  constraint ticket_events_worklogs_have_seconds check ((kind = 'worklog') = (logged_seconds is not null))
);
create index ticket_events_happened_at_idx on ticket_events (happened_at);

-- What the work is for.

create table decisions (
  connection_id uuid not null,
  ticket_id text not null,
  category text check (category in ('roadmap', 'ktlo', 'reliability')),
  work_type text,
  step text not null check (step in ('override', 'rule', 'inherited', 'uncategorised')),
  rule_name text,
  ancestor_path text[] not null,
  reason text not null,
  rules_version text not null,
  decided_at timestamptz(6) not null,
  constraint decisions_pkey primary key (connection_id, ticket_id),
  constraint decisions_connection_id_ticket_id_fkey foreign key (connection_id, ticket_id)
    references tickets (connection_id, ticket_id) on delete cascade on update cascade,
  constraint decisions_reasoned_category check ((step = 'uncategorised') = (category is null))
);

create table overrides (
  connection_id uuid not null,
  ticket_id text not null,
  category text not null check (category in ('roadmap', 'ktlo', 'reliability')),
  work_type text,
  author text not null,
  note text not null,
  saved_at timestamptz(6) not null,
  constraint overrides_pkey primary key (connection_id, ticket_id),
  constraint overrides_connection_id_ticket_id_fkey foreign key (connection_id, ticket_id)
    references tickets (connection_id, ticket_id) on delete cascade on update cascade
);

create table rule_sets (
  rules_version text not null,
  yaml text not null,
  constraint rule_sets_pkey primary key (rules_version)
);

create table rule_set_imports (
  import_number serial not null,
  rules_version text not null,
  imported_at timestamptz(6) not null,
  constraint rule_set_imports_pkey primary key (import_number),
  constraint rule_set_imports_rules_version_fkey foreign key (rules_version)
    references rule_sets (rules_version) on delete restrict on update cascade
);

-- What was planned.

create table plans (
  plan_version text not null,
  yaml text not null,
  plan jsonb not null,
  constraint plans_pkey primary key (plan_version)
);

create table plan_imports (
  import_number serial not null,
  plan_version text not null,
  imported_at timestamptz(6) not null,
  constraint plan_imports_pkey primary key (import_number),
  constraint plan_imports_plan_version_fkey foreign key (plan_version)
    references plans (plan_version) on delete restrict on update cascade
);

create table baselines (
  quarter text not null,
  plan_version text not null,
  plan jsonb not null,
  taken_at timestamptz(6) not null,
  cutoff_at timestamptz(6) not null,
  constraint baselines_pkey primary key (quarter)
);

create table baseline_tickets (
  quarter text not null,
  connection_id uuid not null,
  ticket_id text not null,
  constraint baseline_tickets_pkey primary key (quarter, connection_id, ticket_id),
  constraint baseline_tickets_quarter_fkey foreign key (quarter)
    references baselines (quarter) on delete cascade on update cascade
);

-- Where the time went. Nobody is named here: the finest row is one ticket, by one team, in one week.

create table effort_runs (
  run_id uuid not null default gen_random_uuid(),
  run_number serial not null,
  quarter text not null,
  plan_version text not null,
  rules_version text not null,
  code_version text not null,
  as_of_at timestamptz(6) not null,
  saved_at timestamptz(6) not null,
  type_weights jsonb not null,
  closed jsonb not null,
  unmatched_accounts integer not null,
  constraint effort_runs_pkey primary key (run_id)
);
create unique index effort_runs_run_number_key on effort_runs (run_number);
create index effort_runs_quarter_run_number_idx on effort_runs (quarter, run_number);

create table effort_rows (
  run_id uuid not null,
  team_id text not null,
  week_start date not null,
  connection_id uuid not null,
  ticket_id text not null,
  milli_days integer not null,
  constraint effort_rows_pkey primary key (run_id, team_id, week_start, connection_id, ticket_id),
  constraint effort_rows_run_id_fkey foreign key (run_id)
    references effort_runs (run_id) on delete cascade on update cascade
);

create table capacity_rows (
  run_id uuid not null,
  team_id text not null,
  week_start date not null,
  working_milli_days integer not null,
  absence_milli_days integer not null,
  on_call_milli_days integer not null,
  attributed_milli_days integer not null,
  unattributed_milli_days integer not null,
  constraint capacity_rows_pkey primary key (run_id, team_id, week_start),
  constraint capacity_rows_run_id_fkey foreign key (run_id)
    references effort_runs (run_id) on delete cascade on update cascade,
  constraint capacity_rows_conserved check (
    working_milli_days
      = absence_milli_days + on_call_milli_days + attributed_milli_days + unattributed_milli_days
  )
);

create table second_opinion_rows (
  run_id uuid not null,
  team_id text not null,
  connection_id uuid not null,
  ticket_id text not null,
  measure text not null
    check (measure in ('tickets_closed', 'points_closed', 'equal_split', 'time_in_progress', 'worklogs')),
  amount double precision not null,
  constraint second_opinion_rows_pkey primary key (run_id, team_id, connection_id, ticket_id, measure),
  constraint second_opinion_rows_run_id_fkey foreign key (run_id)
    references effort_runs (run_id) on delete cascade on update cascade
);

create table reconciliations (
  reconciliation_id uuid not null default gen_random_uuid(),
  reconciliation_number serial not null,
  effort_run_id uuid not null,
  quarter text not null,
  dataset jsonb not null,
  saved_at timestamptz(6) not null,
  constraint reconciliations_pkey primary key (reconciliation_id),
  constraint reconciliations_effort_run_id_fkey foreign key (effort_run_id)
    references effort_runs (run_id) on delete restrict on update cascade
);
create unique index reconciliations_reconciliation_number_key on reconciliations (reconciliation_number);
create index reconciliations_quarter_reconciliation_number_idx
  on reconciliations (quarter, reconciliation_number);

-- What is said of it, and to whom.

create table editions (
  edition_id text not null,
  quarter text not null,
  kind text not null check (kind in ('pre-planning', 'final')),
  audience text not null check (audience in ('executive', 'engineering', 'product')),
  scope_key text not null check (scope_key = 'company' or scope_key like 'team:_%'),
  rendered_at timestamptz(6) not null,
  subject text not null,
  preheader text not null,
  html text not null,
  text text not null,
  constraint editions_pkey primary key (edition_id)
);
create unique index editions_quarter_kind_audience_scope_key_key
  on editions (quarter, kind, audience, scope_key);

create table edition_pictures (
  edition_id text not null,
  content_id text not null,
  position integer not null,
  alt_text text not null,
  png bytea not null,
  constraint edition_pictures_pkey primary key (edition_id, content_id),
  constraint edition_pictures_edition_id_fkey foreign key (edition_id)
    references editions (edition_id) on delete cascade on update cascade
);

create table deliveries (
  delivery_id uuid not null default gen_random_uuid(),
  edition_id text not null,
  recipient_email text not null check (recipient_email = lower(recipient_email)),
  recipient_name text not null,
  state text not null check (
    state in ('suppressed', 'queued', 'sending', 'sent', 'deferred', 'failed', 'ambiguous', 'bounced')
  ),
  attempts integer not null default 0,
  queued_at timestamptz(6) not null,
  not_before_at timestamptz(6),
  lease_until_at timestamptz(6),
  sent_at timestamptz(6),
  last_reply text,
  constraint deliveries_pkey primary key (delivery_id),
  constraint deliveries_edition_id_fkey foreign key (edition_id)
    references editions (edition_id) on delete restrict on update cascade,
  constraint deliveries_leased_while_sending check ((state = 'sending') = (lease_until_at is not null))
);
create unique index deliveries_edition_id_recipient_email_key on deliveries (edition_id, recipient_email);
create index deliveries_state_queued_at_idx on deliveries (state, queued_at);

create table delivery_attempts (
  attempt_id uuid not null default gen_random_uuid(),
  delivery_id uuid not null,
  attempt_number integer not null,
  worker text not null,
  claimed_at timestamptz(6) not null,
  handed_over boolean not null default false,
  ended_at timestamptz(6),
  outcome text check (outcome in ('sent', 'deferred', 'failed', 'ambiguous', 'interrupted')),
  smtp_code integer,
  reply text,
  constraint delivery_attempts_pkey primary key (attempt_id),
  constraint delivery_attempts_delivery_id_fkey foreign key (delivery_id)
    references deliveries (delivery_id) on delete restrict on update cascade,
  constraint delivery_attempts_ended_with_outcome check ((ended_at is null) = (outcome is null))
);
create unique index delivery_attempts_delivery_id_attempt_number_key
  on delivery_attempts (delivery_id, attempt_number);
