import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { PlanMissingError } from '../../../activities/errors.ts'
import { checkOutputFile, type OutputFile, writeOutputFile } from '../../../adapters/files/write-file.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { grouped } from '../../../domain/text/numbers.ts'
import { exportNames } from '../../../queries/exports/names.ts'
import {
  type ExportRequest,
  exportedRows,
  isMeasured,
  quarterOfExport,
} from '../../../queries/exports/rows.ts'
import { findQuarter } from '../../../queries/plan/find-quarter.ts'
import { auditActionText } from '../../../wording/audit-text.ts'
import { writerOf } from '../../../wording/report/export-format.ts'
import { defineAction } from '../../frame/action.ts'
import { checkAsOf } from '../../frame/checks.ts'
import { UsageError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'

const input = z.object({
  what: z.enum(exportNames),
  format: z.enum(['jsonl', 'csv']),
  forExcel: z.string().optional(),
  quarter: z.string().optional(),
  out: z.string().optional(),
  measure: z.boolean().default(false),
  asOf: z.number().optional(),
  json: z.boolean().default(false),
})
type ExportOptions = z.infer<typeof input>

/** `plumbline export`. */
export const exportRows = defineAction(input, async (session, options) => {
  const { what, forExcel = null } = options
  const format = forExcel === null ? options.format : 'csv'
  const output = await checkOptions(session, options)
  const store = await session.store()
  const request = await requestOf(session, store, options)
  await measureFirst(session, store, options, request)
  let rows = 0
  const counted = async function* (source: AsyncIterable<object>): AsyncGenerator<object> {
    for await (const row of source) {
      rows += 1
      yield row
    }
  }
  const source = Readable.from(counted(exportedRows(store, request)))
  const writer = writerOf(format, what, forExcel)
  if (output === null) {
    await pipeline(source, writer, session.terminal.stdout, { end: false, signal: session.signal })
    return { json: null, lines: [] }
  }
  await writeOutputFile(output, source, [writer], session.signal)
  const quarter = 'quarter' in request ? request.quarter : null
  return {
    json: { what, format, quarter, rows, file: output.path },
    lines: [`${grouped(rows)} rows of ${what} in ${output.path}`],
  }
})

/**
 * Checks the options before any server starts.
 * @returns where the rows go; null for standard output
 * @throws UsageError, PathError, FileAccessError
 */
async function checkOptions(
  session: Session,
  { what, quarter, out = '-', measure, asOf, json }: ExportOptions,
): Promise<OutputFile | null> {
  if (json && out === '-') {
    throw new UsageError('--json prints one document: use --format jsonl for rows, or add --out FILE')
  }
  if (measure && quarterOfExport[what] !== 'one') {
    throw new UsageError(`${what} are not measured: leave --measure out`)
  }
  if (quarter !== undefined && quarterOfExport[what] === 'none') {
    throw new UsageError(`${what} are of no quarter: leave --quarter out`)
  }
  checkAsOf(asOf, session.now())
  return out === '-' ? null : await checkOutputFile(out)
}

async function requestOf(
  session: Session,
  store: Store,
  { what, quarter }: ExportOptions,
): Promise<ExportRequest> {
  switch (what) {
    case 'effort':
    case 'reconciliation': {
      const found = await findQuarter(store, quarter, session.now())
      if (found === null) throw new PlanMissingError()
      return { what, quarter: found }
    }
    case 'forecasts':
    case 'deliveries':
      return { what, quarter: quarter ?? null }
    case 'tickets':
    case 'events':
    case 'decisions':
      return { what }
    case 'audit':
      return { what, actionText: auditActionText }
  }
}

/** Classifies, or measures the quarter if requested or never done before. */
async function measureFirst(
  session: Session,
  store: Store,
  { measure, asOf }: ExportOptions,
  request: ExportRequest,
): Promise<void> {
  switch (request.what) {
    case 'decisions': {
      const { classifyStore } = await import('../../../worker/measure.ts')
      return classifyStore(store, session.now)
    }
    case 'effort':
    case 'reconciliation':
      if (measure || !(await isMeasured(store, request.quarter))) {
        await measureQuarter(session, store, request.quarter, asOf ?? session.now())
      }
      return
    case 'forecasts':
    case 'deliveries':
    case 'tickets':
    case 'events':
    case 'audit':
  }
}

async function measureQuarter(
  session: Session,
  store: Store,
  quarter: QuarterId,
  asOfAt: number,
): Promise<void> {
  const { measureStore } = await import('../../../worker/measure.ts')
  session.progress(`measuring ${quarter} …`)
  await measureStore(store, { choice: { quarter }, asOfAt, now: session.now })
}
