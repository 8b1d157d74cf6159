import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import type { Decision, Override } from '../../../domain/classify/decision.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { stripText } from '../sql/sanitize-text.ts'
import { selectListOf, type TableShape } from '../sql/table.ts'
import { upsertRows } from '../sql/upsert.ts'

type DecisionColumns = Omit<Decision, 'ticket'> & TicketRef & { readonly decidedAt: Instant }

const decisionTable: TableShape<DecisionColumns> = {
  table: 'decisions',
  key: ['connectionId', 'ticketId'],
  columns: {
    connectionId: 'uuid',
    ticketId: 'text',
    category: 'text',
    workType: 'text',
    step: 'text',
    ruleName: 'text',
    ancestorPath: 'text[]',
    reason: 'text',
    rulesVersion: 'text',
    decidedAt: 'instant',
  },
  stamps: ['decidedAt'],
}

const ref = { connectionId: z.string(), ticketId: z.string() }

const decisionRow: z.ZodType<Decision> = z
  .object({
    ...ref,
    category: z.enum(categories).nullable(),
    workType: z.string().nullable(),
    step: z.enum(['override', 'rule', 'inherited', 'uncategorised']),
    ruleName: z.string().nullable(),
    ancestorPath: z.array(z.string()),
    reason: z.string(),
    rulesVersion: z.string(),
  })
  .transform(({ connectionId, ticketId, ...rest }) => ({ ticket: { connectionId, ticketId }, ...rest }))

const overrideRow: z.ZodType<Override> = z
  .object({
    ...ref,
    category: z.enum(categories),
    workType: z.string().nullable(),
    author: z.string(),
    note: z.string(),
  })
  .transform(({ connectionId, ticketId, ...rest }) => ({ ticket: { connectionId, ticketId }, ...rest }))

const rowsPerStatement = 10_000

/** Makes these the decisions of their tickets, all or none; decisions that come out as before aren't written. */
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
    decisionRow,
    `select ${selectListOf(decisionTable)} from decisions order by connection_id, ticket_id collate "C"`,
  )
}

/** The decision of one ticket; null before it was classified. */
export function loadDecision(store: Store, ticket: TicketRef): Promise<Decision | null> {
  return selectRow(
    store.pool,
    decisionRow,
    `select ${selectListOf(decisionTable)} from decisions where connection_id = $1 and ticket_id = $2`,
    [ticket.connectionId, ticket.ticketId],
  )
}

/** Keeps a person's word on a ticket, in place of any earlier one. */
export async function saveOverride(store: Store, override: Override, nowAt: Instant): Promise<void> {
  const { ticket, category } = override
  const said = {
    category,
    workType: override.workType === null ? null : stripText(override.workType).value,
    author: stripText(override.author).value,
    note: stripText(override.note).value,
    savedAt: new Date(nowAt),
  }
  await store.prisma.overrideRow.upsert({
    where: { connectionId_ticketId: refOf(ticket) },
    create: { ...refOf(ticket), ...said },
    update: said,
  })
}

/** Takes a person's word back; false when there was none. */
export async function removeOverride(store: Store, ticket: TicketRef): Promise<boolean> {
  const { count } = await store.prisma.overrideRow.deleteMany({ where: refOf(ticket) })
  return count > 0
}

/** Every person's word on a ticket. */
export function loadOverrides(store: Store): Promise<Override[]> {
  return selectRows(
    store.pool,
    overrideRow,
    `select connection_id as "connectionId", ticket_id as "ticketId", category, work_type as "workType", author, note
     from overrides order by connection_id, ticket_id collate "C"`,
  )
}

/** A rule file as an admin imported it. */
export interface RuleSetText {
  readonly rulesVersion: string
  readonly yaml: string
}

/** Puts a rule file in force; the one that is in force already is left alone, an older one comes back. */
export function saveRuleSet(store: Store, input: RuleSetText & { readonly nowAt: Instant }): Promise<void> {
  return inTransaction(store, async (client) => {
    await client.query('lock table rule_set_imports in share row exclusive mode')
    await client.query(
      'insert into rule_sets (rules_version, yaml) values ($1, $2) on conflict (rules_version) do nothing',
      [input.rulesVersion, stripText(input.yaml).value],
    )
    await client.query(
      `insert into rule_set_imports (rules_version, imported_at) select $1::text, $2::timestamptz
       where $1 is distinct from
         (select rules_version from rule_set_imports order by import_number desc limit 1)`,
      [input.rulesVersion, timestampOf(input.nowAt)],
    )
  })
}

/** The rule file in force; null before the first import. */
export async function currentRuleSet(store: Store): Promise<RuleSetText | null> {
  const latest = await store.prisma.ruleSetImportRow.findFirst({
    orderBy: { importNumber: 'desc' },
    include: { ruleSet: true },
  })
  return latest && { rulesVersion: latest.rulesVersion, yaml: latest.ruleSet.yaml }
}

function refOf({ connectionId, ticketId }: TicketRef): TicketRef {
  return { connectionId, ticketId }
}
