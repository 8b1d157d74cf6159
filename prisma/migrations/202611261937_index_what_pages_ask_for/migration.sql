-- DropIndex
DROP INDEX "ticket_events_happened_at_idx";

-- AlterTable
ALTER TABLE "reconciliations" ADD COLUMN     "outside_team_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "shown_team_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "effort_rows_run_id_ticket_id_idx" ON "effort_rows"("run_id", "ticket_id");

-- CreateIndex
CREATE INDEX "ticket_events_connection_id_actor_id_happened_at_idx" ON "ticket_events"("connection_id", "actor_id", "happened_at");

-- CreateIndex
CREATE INDEX "tickets_updated_at_idx" ON "tickets"("updated_at");

-- CreateIndex
CREATE INDEX "tickets_connection_id_parent_id_idx" ON "tickets"("connection_id", "parent_id");

-- How many tickets a connection has, and parents that only their key tells of.
create index tickets_own_idx on tickets (connection_id) where not is_context;
create index tickets_parent_key_alone_idx on tickets (connection_id) where parent_id is null and parent_key is not null;

-- Keys as people write them, in any case; those with other characters have to be compared outside the database.
create index ticket_keys_lower_key_idx on ticket_keys (lower(key));
create index ticket_keys_odd_key_idx on ticket_keys (key) where key !~ '^[A-Za-z0-9_-]+$';

update reconciliations set
  shown_team_ids = array(select jsonb_array_elements(dataset->'teams')->>'scopeId'),
  outside_team_ids = array(
    select team->>'scopeId' from jsonb_array_elements(dataset->'teams') team
    where team->'doubt'->>'because' = 'no_plan' and dataset->'company'->'doubt'->>'because' is distinct from 'no_plan')
where jsonb_typeof(dataset->'teams') = 'array';
