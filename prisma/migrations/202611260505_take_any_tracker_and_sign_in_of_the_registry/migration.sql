-- Which trackers and sign-ins there are stands in adapters/trackers/registry.ts alone; the database checks the form of their names.
alter table connections
  drop constraint connections_tracker_check,
  drop constraint connections_auth_kind_check,
  add constraint connections_tracker_is_a_name check (tracker ~ '^[a-z][a-z0-9_]*$'),
  add constraint connections_auth_kind_is_a_name check (auth_kind ~ '^[a-z][a-z0-9_]*$');
