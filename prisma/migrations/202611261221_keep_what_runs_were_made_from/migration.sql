-- AlterTable
ALTER TABLE "effort_runs" ADD COLUMN     "snapshot_number" INTEGER;

-- AlterTable
ALTER TABLE "reconciliations" ADD COLUMN     "snapshot_number" INTEGER;

-- CreateTable
CREATE TABLE "snapshots" (
    "snapshot_number" SERIAL NOT NULL,
    "taken_at" TIMESTAMPTZ(6) NOT NULL,
    "complete" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "snapshots_pkey" PRIMARY KEY ("snapshot_number")
);

-- CreateTable
CREATE TABLE "earlier_rows" (
    "table_name" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "snapshot_number" INTEGER NOT NULL,
    "connection_id" UUID,
    "record" JSONB,

    CONSTRAINT "earlier_rows_pkey" PRIMARY KEY ("table_name","row_key","snapshot_number")
);

-- CreateIndex
CREATE INDEX "earlier_rows_snapshot_number_idx" ON "earlier_rows"("snapshot_number");

-- CreateIndex
CREATE INDEX "earlier_rows_connection_id_idx" ON "earlier_rows"("connection_id");

-- How a row's primary key is written in earlier_rows, as an expression over an alias of its table.
create function snapshot_key(of_table regclass, alias text) returns text language sql stable as $$
  select string_agg(format('%s.%I::text', alias, attname), ' || chr(31) || ' order by array_position(conkey, attnum))
  from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any(conkey)
  where conrelid = of_table and contype = 'p'
$$;

-- Keeps what a statement changes as the last snapshot has it: the first change after a snapshot counts, and before the first snapshot
-- nothing is kept. The lock is what a snapshot waits for, so that it falls between two transactions. Its argument is laid
-- over each record: what must not be copied.
create function keep_earlier_rows() returns trigger language plpgsql as $$
declare
  last_snapshot integer;
  connection text := 'null::uuid';
  which text := '';
  record text := 'null::jsonb';
begin
  perform pg_advisory_xact_lock_shared(72707371);
  select max(snapshot_number) into last_snapshot from snapshots;
  if last_snapshot is null then return null; end if;
  if exists (select from pg_attribute where attrelid = tg_relid and attname = 'connection_id' and not attisdropped) then
    connection := 'changed.connection_id';
  end if;
  if tg_op <> 'INSERT' then record := format('to_jsonb(changed) || %L::jsonb', coalesce(tg_argv[0], '{}')); end if;
  -- A removed connection takes with it what is known of it.
  if tg_op = 'DELETE' and connection <> 'null::uuid' then
    which := 'where exists (select from connections c where c.connection_id = changed.connection_id)';
  end if;
  execute format(
    'insert into earlier_rows (table_name, row_key, snapshot_number, connection_id, record)
     select %L, %s, %s, %s, %s from changed %s on conflict do nothing',
    tg_table_name, snapshot_key(tg_relid, 'changed'), last_snapshot, connection, record, which);
  return null;
end $$;

create function forget_earlier_rows() returns trigger language plpgsql as $$
begin
  delete from earlier_rows where connection_id in (select connection_id from changed);
  update snapshots set complete = false where complete;
  return null;
end $$;

do $$
declare
  tracked text;
  secrets text;
begin
  foreach tracked in array array['connections', 'statuses', 'tracker_users', 'containers', 'tickets', 'ticket_keys', 'ticket_events',
    'quarantine', 'decisions', 'overrides', 'queue_answers', 'sample_units', 'plans', 'plan_imports', 'rule_set_imports', 'baselines',
    'reconciliations', 'forecasts']
  loop
    secrets := case when tracked = 'connections'
      then '{"secret_key_id": "", "secret_iv": "", "secret_tag": "", "secret_ciphertext": ""}' else '{}' end;
    execute format('create trigger keep_earlier_rows_on_insert after insert on %I
      referencing new table as changed for each statement execute function keep_earlier_rows()', tracked);
    execute format('create trigger keep_earlier_rows_on_update after update on %I
      referencing old table as changed for each statement execute function keep_earlier_rows(%L)', tracked, secrets);
    execute format('create trigger keep_earlier_rows_on_delete after delete on %I
      referencing old table as changed for each statement execute function keep_earlier_rows(%L)', tracked, secrets);
  end loop;
end $$;

create trigger forget_earlier_rows after delete on connections
  referencing old table as changed for each statement execute function forget_earlier_rows();
