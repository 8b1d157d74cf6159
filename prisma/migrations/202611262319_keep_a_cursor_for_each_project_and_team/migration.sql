-- AlterTable
ALTER TABLE "sync_runs" DROP COLUMN "changed_since_at",
ADD COLUMN     "depth" TEXT NOT NULL DEFAULT 'recent',
ADD COLUMN     "parts_read" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "sync_runs" ALTER COLUMN "depth" DROP DEFAULT;
UPDATE "sync_runs" SET "depth" = 'full' WHERE "kind" = 'full';

-- An unfinished run of the version before knows nothing of parts; its cursor never moved, so the next one reads what it would have.
UPDATE "sync_runs" SET "state" = 'failed', "failure" = 'Replaced by a run of a newer version.', "ended_at" = now()
WHERE "state" = 'running';

-- CreateTable
CREATE TABLE "scope_cursors" (
    "connection_id" UUID NOT NULL,
    "scope_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "cursor_at" TIMESTAMPTZ(6),
    "nightly_cursor_at" TIMESTAMPTZ(6),
    "absent_since_at" TIMESTAMPTZ(6),

    CONSTRAINT "scope_cursors_pkey" PRIMARY KEY ("connection_id","scope_id")
);

-- AddForeignKey
ALTER TABLE "scope_cursors" ADD CONSTRAINT "scope_cursors_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("connection_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the last finished run read goes on from its cursor.
INSERT INTO "scope_cursors" ("connection_id", "scope_id", "key", "name", "cursor_at", "nightly_cursor_at")
SELECT DISTINCT ON (c."connection_id", scope->>'scopeId')
    c."connection_id", scope->>'scopeId', scope->>'key', scope->>'name', c."cursor_at", c."cursor_at"
FROM "connections" c
    CROSS JOIN LATERAL (
        SELECT "scopes" FROM "sync_runs" r
        WHERE r."connection_id" = c."connection_id" AND r."state" = 'finished'
        ORDER BY r."run_number" DESC LIMIT 1
    ) last
    CROSS JOIN LATERAL jsonb_array_elements(last."scopes") scope
WHERE c."cursor_at" IS NOT NULL;
