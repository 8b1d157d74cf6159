import { expect, test } from 'vitest'
import { z } from 'zod'
import { decisionTable, overrideTable } from '../../../../adapters/store/classify/decisions.ts'
import { queueAnswerTable, sampleUnitTable } from '../../../../adapters/store/classify/queue.ts'
import { rulePreviewTable } from '../../../../adapters/store/classify/rule-previews.ts'
import { suggestionTable } from '../../../../adapters/store/classify/suggestions.ts'
import { connectionTable } from '../../../../adapters/store/connections/connections.ts'
import { deliveryPauseTable } from '../../../../adapters/store/deliver/delivery-pauses.ts'
import { draftMailTable } from '../../../../adapters/store/deliver/queue/draft-mails.ts'
import { noticeTable } from '../../../../adapters/store/deliver/queue/notices.ts'
import { mailboxPositionTable } from '../../../../adapters/store/deliver/returned/mailbox-positions.ts'
import { returnedMailTable } from '../../../../adapters/store/deliver/returned/returned-mails.ts'
import { suppressedAddressTable } from '../../../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { authorisationTable } from '../../../../adapters/store/deliver/run-authorisations.ts'
import { mailPaceTable } from '../../../../adapters/store/deliver/send/paces.ts'
import { attemptTable, deliveryTable, settlementTable } from '../../../../adapters/store/deliver/tables.ts'
import {
  capacityTable,
  effortRunTable,
  effortTable,
  secondOpinionTable,
} from '../../../../adapters/store/effort/tables.ts'
import { askedTicketTable } from '../../../../adapters/store/hooks/asked-tickets.ts'
import { hookDeliveryTable } from '../../../../adapters/store/hooks/hook-deliveries.ts'
import { hookSecretTable } from '../../../../adapters/store/hooks/hook-secrets.ts'
import { baselineTable } from '../../../../adapters/store/reconcile/baselines.ts'
import { driftChangeTable } from '../../../../adapters/store/reconcile/drift-changes.ts'
import { forecastTable } from '../../../../adapters/store/reconcile/forecasts.ts'
import { editionTable } from '../../../../adapters/store/report/editions.ts'
import { statementTable } from '../../../../adapters/store/report/statements.ts'
import { reviewAnswerTable, reviewTable, reviewTeamTable } from '../../../../adapters/store/review/tables.ts'
import { pauseTable } from '../../../../adapters/store/schedules/pauses.ts'
import {
  adminTable,
  auditTable,
  linkTable,
  sessionTable,
  trackerSignInTable,
  tryTable,
} from '../../../../adapters/store/sign-in/tables.ts'
import type { Column } from '../../../../adapters/store/sql/table.ts'
import { sightingTable } from '../../../../adapters/store/sync/census.ts'
import { incompletePartTable } from '../../../../adapters/store/sync/incomplete.ts'
import { soughtParentTable } from '../../../../adapters/store/sync/parent-keys.ts'
import { syncRunTable } from '../../../../adapters/store/sync/run-record.ts'
import { scopeCursorTable } from '../../../../adapters/store/sync/scope-cursors.ts'
import { quarantineTable } from '../../../../adapters/store/tickets/quarantine.ts'
import {
  containerTable,
  contextReadingTable,
  eventTable,
  statusTable,
  ticketKeyTable,
  ticketTable,
  userTable,
} from '../../../../adapters/store/tickets/tables.ts'
import { storeForThisFile } from '../test-store.ts'

interface Described {
  readonly name: string
  readonly shape: Readonly<Record<string, unknown>>
  readonly key: readonly string[]
  readonly columns: ReadonlyMap<string, Column>
}

const tables: readonly Described[] = [
  adminTable,
  auditTable,
  linkTable,
  sessionTable,
  trackerSignInTable,
  tryTable,
  attemptTable,
  authorisationTable,
  deliveryPauseTable,
  mailboxPositionTable,
  mailPaceTable,
  returnedMailTable,
  suppressedAddressTable,
  baselineTable,
  capacityTable,
  connectionTable,
  scopeCursorTable,
  sightingTable,
  hookSecretTable,
  hookDeliveryTable,
  askedTicketTable,
  incompletePartTable,
  soughtParentTable,
  containerTable,
  contextReadingTable,
  decisionTable,
  deliveryTable,
  driftChangeTable,
  draftMailTable,
  editionTable,
  noticeTable,
  statementTable,
  reviewTable,
  reviewTeamTable,
  reviewAnswerTable,
  effortRunTable,
  effortTable,
  eventTable,
  forecastTable,
  overrideTable,
  pauseTable,
  quarantineTable,
  queueAnswerTable,
  rulePreviewTable,
  sampleUnitTable,
  secondOpinionTable,
  settlementTable,
  statusTable,
  suggestionTable,
  syncRunTable,
  ticketKeyTable,
  ticketTable,
  userTable,
]

const store = storeForThisFile()

const realColumn = z.object({
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  filled: z.boolean(),
  keyed: z.boolean(),
})

test.each(tables)('$name is described as the database has it', async ({ name, key, columns }) => {
  const { rows } = await store().pool.query(
    `select attname as name, replace(format_type(atttypid, null), 'timestamp with time zone', 'timestamptz') as type,
       not attnotnull as nullable, atthasdef as filled,
       exists (select from pg_constraint
         where conrelid = attrelid and contype = 'p' and attnum = any(conkey)) as keyed
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [name],
  )
  const real = z.array(realColumn).parse(rows)
  const described = new Map([...columns.values()].map((column) => [column.name, column]))
  for (const column of described.values()) {
    expect(real.find((each) => each.name === column.name)).toMatchObject(column)
  }
  // What isn't described is never written: it must fill itself.
  const undescribed = real.filter((column) => !described.has(column.name))
  expect(undescribed.filter((column) => !column.nullable && !column.filled)).toEqual([])
  const keyColumns = key.map((field) => columns.get(field)?.name)
  expect(keyColumns.sort()).toEqual(
    real
      .filter(({ keyed }) => keyed)
      .map((column) => column.name)
      .sort(),
  )
})

const check = z.object({ column: z.string(), definition: z.string() })

test.each(tables)('$name takes exactly the values of its description', async ({ name, shape, columns }) => {
  const { rows } = await store().pool.query(
    `select attname as column, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_attribute on attrelid = conrelid and attnum = conkey[1]
     where conrelid = $1::regclass and contype = 'c' and cardinality(conkey) = 1`,
    [name],
  )
  const lists = z
    .array(check)
    .parse(rows)
    .filter(({ definition }) => definition.includes('ARRAY['))
  const allowed = new Map(
    lists.map(({ column, definition }) => [
      column,
      [...definition.matchAll(/'([^']*)'::text/g)].map((m) => m[1]),
    ]),
  )
  for (const [field, column] of columns) {
    const values = valuesOf(shape[field])
    expect([field, values?.sort()]).toEqual([field, allowed.get(column.name)?.sort()])
  }
})

/** The values that a field is limited to; undefined where any will do. */
function valuesOf(schema: unknown): string[] | undefined {
  const plain = schema instanceof z.ZodNullable ? schema.unwrap() : schema
  return plain instanceof z.ZodEnum ? plain.options.map(String) : undefined
}

test('every table of the database is described, but those that hold one document, name others or are written by triggers', async () => {
  const { rows } = await store().pool.query(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  const real = z.array(z.object({ name: z.string() })).parse(rows)
  const described = new Set(tables.map(({ name }) => name))
  expect(
    real
      .map(({ name }) => name)
      .filter((name) => !described.has(name))
      .sort(),
  ).toEqual([
    '_prisma_migrations',
    'baseline_tickets',
    'earlier_rows',
    'edition_contents',
    'edition_pictures',
    'notice_pictures',
    'plan_imports',
    'plans',
    'reconciliations',
    'rule_set_imports',
    'rule_sets',
    'snapshots',
  ])
})
