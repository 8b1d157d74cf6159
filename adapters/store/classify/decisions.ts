import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import type { Decision, Override } from '../../../domain/classify/decision.ts'
import { type Immutable, instant, text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { refuseOvertaken } from '../../../domain/overtaken.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import { versionOf } from '../../content-version.ts'
import { readDefaultRules } from '../../packaged-files.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom, selectList } from '../sql/table.ts'
import { upsertRows } from '../sql/upsert.ts'

const decisionRow = z.object({
  connectionId: uuid,
  ticketId: text,
  category: z.enum(categories).nullable(),
  workType: text.nullable(),
  step: z.enum(['override', 'rule', 'inherited', 'uncategorised']),
  ruleName: text.nullable(),
  ancestorPath: z.array(text),
  reason: text,
  rulesVersion: text,
  decidedAt: instant,
})

export const decisionTable = describeTable('decisions', decisionRow, {
  key: ['connectionId', 'ticketId'],
  stamps: ['decidedAt'],
})

const storedDecision: z.ZodType<Decision> = decisionRow.transform(
  ({ connectionId, ticketId, decidedAt: _, ...rest }) => ({ ticket: { connectionId, ticketId }, ...rest }),
)

const overrideRow = z.object({
  connectionId: uuid,
  ticketId: text,
  category: z.enum(categories),
  workType: text.nullable(),
  author: text,
  note: text,
  savedAt: instant,
})

export const overrideTable = describeTable('overrides', overrideRow, { key: ['connectionId', 'ticketId'] })

const storedOverride: z.ZodType<Override> = overrideRow.transform(
  ({ connectionId, ticketId, savedAt: _, ...rest }) => ({ ticket: { connectionId, ticketId }, ...rest }),
)

const rowsPerStatement = 10_000

/** Stores the decisions of tickets, all or none; decisions that come out as before aren't written. */
export function saveDecisions(store: Store, decisions: readonly Decision[], nowAt: Instant): Promise<void> {
  return inTransaction(store, async (client) => {
    for (let start = 0; start < decisions.length; start += rowsPerStatement) {
      const part = decisions.slice(start, start + rowsPerStatement)
      await upsertRows(
        client,
        decisionTable,
        part.map(({ ticket, ...rest }) => ({ ...refOf(ticket), ...rest, decidedAt: nowAt })),
      )
    }
  })
}

/** The decisions of all tickets that have one. */
export function loadDecisions(store: Store): Promise<Decision[]> {
  return collectRows(
    store,
    storedDecision,
    `${selectFrom(decisionTable)} order by connection_id, ticket_id collate "C"`,
  )
}

/** The decision of one ticket; null before it was classified. */
export function loadDecision(store: Store, ticket: TicketRef): Promise<Decision | null> {
  return selectRow(
    store.pool,
    storedDecision,
    `${selectFrom(decisionTable)} where connection_id = $1 and ticket_id = $2`,
    [ticket.connectionId, ticket.ticketId],
  )
}

/** Stores a person's decision on a ticket, in place of any earlier one. */
export function saveOverride(
  store: Store,
  override: Override,
  nowAt: Instant,
  by?: OverrideActor,
): Promise<void> {
  return inTransaction(store, (client) =>
    by === undefined ? putOverride(client, override, nowAt) : decideByHand(client, override, nowAt, by),
  )
}

/** The same within a transaction, with its entry in the audit trail. */
export async function decideByHand(
  on: Queryable,
  override: Override,
  nowAt: Instant,
  by: OverrideActor,
): Promise<void> {
  const before = await loadOverride(on, override.ticket)
  await putOverride(on, override, nowAt)
  const entry = {
    changedAt: nowAt,
    actor: by.actor,
    action: 'override' as const,
    subject: `ticket ${by.ticketKey}`,
  }
  await addAuditEntry(on, { ...entry, before: overrideText(before), after: overrideText(override) })
}

/** Stores it within a transaction, and no entry in the audit trail. */
export async function putOverride(on: Queryable, override: Override, nowAt: Instant): Promise<void> {
  const { ticket, ...rest } = override
  await upsertRows(on, overrideTable, [{ ...refOf(ticket), ...rest, savedAt: nowAt }])
}

/** A person's decision on a ticket; null where there is none. */
export function loadOverride(on: Queryable, { connectionId, ticketId }: TicketRef): Promise<Override | null> {
  return selectRow(
    on,
    storedOverride,
    `${selectFrom(overrideTable)} where connection_id = $1 and ticket_id = $2`,
    [connectionId, ticketId],
  )
}

/** Removes a person's decision; false when there was none. */
export function removeOverride(
  store: Store,
  ticket: TicketRef,
  by?: OverrideActor & { readonly nowAt: Instant },
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const before = await loadOverride(client, ticket)
    const { rowCount } = await client.query(
      'delete from overrides where connection_id = $1 and ticket_id = $2',
      [ticket.connectionId, ticket.ticketId],
    )
    if (rowCount !== 1) return false
    if (by === undefined) return true
    const { nowAt, actor, ticketKey } = by
    const entry = {
      changedAt: nowAt,
      actor,
      action: 'remove override' as const,
      subject: `ticket ${ticketKey}`,
    }
    await addAuditEntry(client, { ...entry, before: overrideText(before), after: null })
    return true
  })
}

/** Who changes an override, for the audit trail. */
interface OverrideActor {
  readonly actor: string
  readonly ticketKey: string
}

/** "ktlo (bug), by ada@company.example: on call". */
function overrideText(override: Override | null): string | null {
  if (override === null) return null
  const { category, workType, author, note } = override
  return `${category}${workType === null ? '' : ` (${workType})`}, by ${author}: ${note}`
}

/**
 * Persons' decisions on tickets.
 * @param ofTickets defaults to all
 */
export function loadOverrides(store: Store, ofTickets?: readonly TicketRef[]): Promise<Override[]> {
  return selectRows(
    store.pool,
    storedOverride,
    `${selectFrom(overrideTable)}
     where $1::text[] is null or (connection_id, ticket_id) in (select * from unnest($2::uuid[], $1::text[]))
     order by connection_id, ticket_id collate "C"`,
    [
      ofTickets?.map(({ ticketId }) => ticketId) ?? null,
      ofTickets?.map(({ connectionId }) => connectionId) ?? null,
    ],
  )
}

const rulesInForce = z.object({ rulesVersion: text })

const selectRulesInForce = `select rules_version as "rulesVersion" from rule_set_imports order by import_number desc limit 1`

/** A rule file as an admin imported it. */
export interface RuleSetText {
  readonly rulesVersion: string
  readonly yaml: string
}

/**
 * Puts a rule file in force; the one that is in force already is left alone, an older one comes back. Who does it is in the audit
 * trail where `actor` is given.
 * @param input.against the version that it was made from, the default's before the first import; whichever is in force by default
 * @throws OvertakenError where another one is in force than it was made from
 */
export function saveRuleSet(
  store: Store,
  input: RuleSetText & { readonly nowAt: Instant; readonly actor?: string; readonly against?: string },
): Promise<void> {
  return inTransaction(store, async (client) => {
    await client.query('lock table rule_set_imports in share row exclusive mode')
    const before = await selectRow(client, rulesInForce, selectRulesInForce)
    const inForce = before?.rulesVersion ?? versionOf(readDefaultRules())
    refuseOvertaken({ against: input.against, inForce, saving: input.rulesVersion })
    await client.query(
      'insert into rule_sets (rules_version, yaml) values ($1, $2) on conflict (rules_version) do nothing',
      [input.rulesVersion, sanitizeText(input.yaml).value],
    )
    const { rowCount } = await client.query(
      `insert into rule_set_imports (rules_version, imported_at) select $1::text, $2::timestamptz
       where $1 is distinct from
         (select rules_version from rule_set_imports order by import_number desc limit 1)`,
      [input.rulesVersion, timestampOf(input.nowAt)],
    )
    const { nowAt, actor, rulesVersion } = input
    if (actor === undefined || rowCount === 0) return
    const entry = { changedAt: nowAt, actor, action: 'import rules' as const, subject: 'rules' }
    await addAuditEntry(client, { ...entry, before: before?.rulesVersion ?? null, after: rulesVersion })
  })
}

const ruleSetText = z.object({ rulesVersion: text, yaml: text })

/** The rule file in force; null before the first import. */
export function currentRuleSet(store: Store): Promise<RuleSetText | null> {
  return selectRow(
    store.pool,
    ruleSetText,
    `select ${selectList(ruleSetText)} from rule_set_imports join rule_sets using (rules_version)
     order by import_number desc limit 1`,
  )
}

const ruleSetImport = z.object({ rulesVersion: text, importedAt: instant, importedBy: text.nullable() })

/** An import of a rule file; who made it, where the audit trail holds that. */
export type RuleSetImport = Immutable<z.infer<typeof ruleSetImport>>

/** The newest imports of rule files, newest first. */
export function listRuleSetImports(store: Store, limit: number): Promise<RuleSetImport[]> {
  return selectRows(
    store.pool,
    ruleSetImport,
    `select i.rules_version as "rulesVersion", i.imported_at as "importedAt", (
       select a.actor from audit_entries a
       where a.action = 'import rules' and a.after = i.rules_version and a.changed_at = i.imported_at
       order by a.entry_number limit 1) as "importedBy"
     from rule_set_imports i order by i.import_number desc limit $1`,
    [limit],
  )
}

/** The text of a rule file that was imported; null for a version that never was. */
export function ruleSetOfVersion(store: Store, rulesVersion: string): Promise<RuleSetText | null> {
  return selectRow(
    store.pool,
    ruleSetText,
    `select ${selectList(ruleSetText)} from rule_sets where rules_version = $1`,
    [rulesVersion],
  )
}

function refOf({ connectionId, ticketId }: TicketRef): TicketRef {
  return { connectionId, ticketId }
}
