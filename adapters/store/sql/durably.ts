/**
 * A column by which a statement is on the disk before it is answered, also where the server is set to answer sooner
 * (`synchronous_commit = off`): a mail whose row a crash of the database turned back would be sent again. For its own transaction
 * alone, so that no pooler hands it on; a stronger setting stays.
 */
export const durably = `(select set_config('synchronous_commit', coalesce(nullif(current_setting('synchronous_commit'), 'off'), 'local'),
  true)) as durably`
