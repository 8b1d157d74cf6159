import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Argument, type Command, Option } from 'commander'
import { z } from 'zod'
import { exportReconciliation } from '../../../adapters/store/export/reconciliation.ts'
import {
  exportDecisions,
  exportDeliveries,
  exportEffort,
  exportEvents,
  exportTickets,
} from '../../../adapters/store/export/tables.ts'
import { latestReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { quarterAsked } from '../../../queries/quarter/find-quarter.ts'
import type { Act } from '../../frame/action.ts'
import { UsageError } from '../../frame/errors.ts'
import type { Answer } from '../../frame/result.ts'
import type { Session } from '../../frame/session.ts'
import { readAsOf, readQuarter } from '../../output/when.ts'
import { type ExportName, exportNames } from './fields.ts'
import { writerOf } from './rows.ts'

const input = z.object({
  what: z.enum(exportNames),
  format: z.enum(['jsonl', 'csv']),
  quarter: z.string().optional(),
  out: z.string().optional(),
  measure: z.boolean().default(false),
  asOf: z.number().optional(),
  json: z.boolean().default(false),
})

/** `export`: the rows behind the reports, for other tools. */
export function addExportCommands(program: Command, act: Act): void {
  program
    .command('export')
    .description('write the rows behind the reports, for other tools (fields: docs/exports.md)')
    .addArgument(new Argument('<what>', 'which rows').choices(exportNames))
    .addOption(
      new Option('--format <format>', 'a JSON object a line, or CSV')
        .choices(['jsonl', 'csv'])
        .default('jsonl'),
    )
    .option(
      '--quarter <quarter>',
      'of effort, reconciliation (default: the running one) and deliveries',
      readQuarter,
    )
    .option('--measure', 'of effort and reconciliation: measure what is stored now, before')
    .option('--as-of <date>', 'with --measure: up to then (default: now)', readAsOf)
    .option('--out <file>', 'write there instead of to stdout; the file appears when it is whole')
    .addHelpText(
      'after',
      `
Decisions are those of the rules in force. Effort and reconciliation are those last measured, by a report as
a rule, or measured now where there are none or --measure is given.
Effort goes down to team, week and ticket, never to a person. In CSV a text that a spreadsheet would take for
a formula gets an apostrophe in front.

Examples:
  plumbline export effort --quarter 2026-Q2 --format csv --out effort.csv
  plumbline export decisions | jq -r 'select(.category == "uncategorised") | .ticket_key'`,
    )
    .action(act(input, exportRows))
}

async function exportRows(session: Session, asked: z.infer<typeof input>): Promise<Answer> {
  const { what, format, out } = asked
  if (asked.json && out === undefined) {
    throw new UsageError('--json prints one document: use --format jsonl for rows, or add --out')
  }
  const store = await session.store()
  const quarter = await quarterOf(session, store, asked)
  await bringUpToDate(session, store, asked, quarter)
  let rows = 0
  const counted = async function* (source: AsyncIterable<object>): AsyncGenerator<object> {
    for await (const row of source) {
      rows += 1
      yield row
    }
  }
  const source = Readable.from(counted(rowsOf(store, what, quarter)))
  if (out === undefined) {
    await pipeline(source, writerOf(format, what), session.terminal.stdout, { end: false })
    return { json: null, lines: [] }
  }
  const half = `${out}.${process.pid}.part`
  await pipeline(source, writerOf(format, what), createWriteStream(half))
  await rename(half, out)
  return {
    json: { what, format, quarter, rows, file: out },
    lines: [`${rows} rows of ${what} in ${out}`],
  }
}

/** Sees to it that there is something to export. */
async function bringUpToDate(
  session: Session,
  store: Store,
  { what, measure, asOf }: z.infer<typeof input>,
  quarter: QuarterId | null,
): Promise<void> {
  const isMeasured = what === 'effort' || what === 'reconciliation'
  if (measure && !isMeasured) throw new UsageError(`${what} are not measured: leave --measure out`)
  const { classifyStore, measureStore } = await import('../../../worker/measure.ts')
  if (what === 'decisions') await classifyStore(store, session.now)
  if (!isMeasured || quarter === null) return
  if (!measure && (await latestReconciliation(store, quarter)) !== null) return
  session.progress(`measuring ${quarter} …`)
  const asOfAt = asOf ?? session.now()
  await measureStore(store, { choice: { quarter }, asOfAt, now: session.now })
}

/** Null where rows are of no quarter, or of all. */
async function quarterOf(
  session: Session,
  store: Store,
  { what, quarter }: z.infer<typeof input>,
): Promise<QuarterId | null> {
  switch (what) {
    case 'effort':
    case 'reconciliation':
      return await quarterAsked(store, quarter, session.now())
    case 'deliveries':
      return quarter ?? null
    case 'tickets':
    case 'events':
    case 'decisions':
      if (quarter !== undefined) throw new UsageError(`${what} are of no quarter: leave --quarter out`)
      return null
  }
}

function rowsOf(store: Store, what: ExportName, quarter: QuarterId | null): AsyncIterable<object> {
  switch (what) {
    case 'tickets':
      return exportTickets(store)
    case 'events':
      return exportEvents(store)
    case 'decisions':
      return exportDecisions(store)
    case 'effort':
      return exportEffort(store, quarter ?? '')
    case 'reconciliation':
      return exportReconciliation(store, quarter ?? '')
    case 'deliveries':
      return deliveriesOf(store, quarter)
  }
}

async function* deliveriesOf(store: Store, quarter: QuarterId | null) {
  for await (const row of exportDeliveries(store)) {
    if (quarter === null || row.quarter === quarter) yield row
  }
}
