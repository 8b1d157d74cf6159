import { z } from 'zod'
import { instant, text } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { type ReviewerStatement, statementPlaces } from '../../../domain/report/content/reviewers.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { upsertRows } from '../sql/upsert.ts'

/** @internal for tests */
export const statementTable = describeTable(
  'reviewer_statements',
  z.object({
    teamId: text,
    quarter: text,
    authorEmail: text,
    authorName: text,
    saidAt: instant,
    text,
    saidIn: z.enum(statementPlaces),
  }),
  { key: ['teamId', 'quarter', 'authorEmail', 'saidIn'] },
)

/** Whose statement it is, about what, and where it was said. */
export type StatementKey = Pick<ReviewerStatement, 'teamId' | 'quarter' | 'authorEmail' | 'saidIn'>

/**
 * Adds a reviewer's statement, or replaces the one that they made there before. To be called in a transaction.
 * @param actor who writes it down, for the audit trail: the author, or the command line
 */
export async function saveStatement(
  on: Queryable,
  statement: ReviewerStatement,
  actor: string,
): Promise<void> {
  const before = await lockStatement(on, statement)
  await upsertRows(on, statementTable, [statement])
  await addAuditEntry(on, {
    changedAt: statement.saidAt,
    actor,
    action: before === null ? 'add statement' : 'replace statement',
    subject: subjectOf(statement),
    before: before?.text ?? null,
    after: statement.text,
  })
}

/** Takes a statement back; mails that carry it are as they were sent. To be called in a transaction. @returns false where there is none */
export async function withdrawStatement(
  on: Queryable,
  key: StatementKey,
  { actor, nowAt }: { readonly actor: string; readonly nowAt: Instant },
): Promise<boolean> {
  const before = await lockStatement(on, key)
  if (before === null) return false
  await on.query(`delete from reviewer_statements where ${isKey}`, valuesOf(key))
  await addAuditEntry(on, {
    changedAt: nowAt,
    actor,
    action: 'withdraw statement',
    subject: subjectOf(key),
    before: before.text,
    after: null,
  })
  return true
}

/** What was said about a quarter, of one team or of all, in the order in which it was said. */
export function listStatements(
  store: Store,
  quarter: QuarterId,
  teamId: string | null = null,
): Promise<ReviewerStatement[]> {
  return selectRows(
    store.pool,
    statementTable.row,
    `${selectFrom(statementTable)} where quarter = $1 and ($2::text is null or team_id = $2)
     order by said_at, team_id collate "C", author_email collate "C", said_in collate "C"`,
    [quarter, teamId],
  )
}

const isKey = 'team_id = $1 and quarter = $2 and author_email = $3 and said_in = $4'

function valuesOf({ teamId, quarter, authorEmail, saidIn }: StatementKey): string[] {
  return [teamId, quarter, authorEmail, saidIn]
}

/**
 * A statement, locked until the caller's transaction ends; null where there is none. Two who replace it at once write one after the
 * other, each with what it replaced.
 */
export async function lockStatement(on: Queryable, key: StatementKey): Promise<ReviewerStatement | null> {
  const values = valuesOf(key)
  await on.query('select pg_advisory_xact_lock(hashtext($1))', [`statement ${values.join(' ')}`])
  return await selectRow(on, statementTable.row, `${selectFrom(statementTable)} where ${isKey}`, values)
}

function subjectOf({ teamId, quarter, authorEmail, saidIn }: StatementKey): string {
  return `${authorEmail} on ${teamId}, ${quarter}, in the ${saidIn}`
}
