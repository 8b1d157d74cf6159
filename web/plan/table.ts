import { z } from 'zod'
import { nextQuarterOf, withNextQuarter } from '../../domain/plan/table/next-quarter.ts'
import { readPlanTables } from '../../domain/plan/table/read.ts'
import {
  type PlanTables,
  type TableName,
  type TableRow,
  tableColumns,
  tableNames,
} from '../../domain/plan/table/table.ts'
import { writePlanTables } from '../../domain/plan/table/write.ts'
import { commitmentsLeft } from '../../queries/plan/commitments-left.ts'
import { planFileOf } from '../../queries/plan/plan-versions.ts'
import { type Answer, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { checked, madeFromField, tidy } from './check.ts'
import { tableView } from './table-view.ts'

const inForce = definePage('GET /plan/table', async (request) => {
  const file = await planFileOf(request.parts.store, null)
  return file === null ? redirect('/plan/draft') : shown(request, file.yaml, file.planVersion)
})

/** The text of the plan, and every cell of its tables as `people.3.email`; a row that was there says `people.3.at`. */
const fields = z.record(z.string().max(100), z.unknown())
const texts = z.object({
  yaml: z.string().max(900_000).default(''),
  do: z.string().max(100).default('keep'),
  /** The quarter whose rows were sent, and the one to go on with. */
  quarter: z.string().max(20).default(''),
  show: z.string().max(20).default(''),
  ...madeFromField,
})

/** Takes what was typed into the plan's text, adds or removes a row, and shows the tables again, or what the plan would change. */
const correct = definePage('POST /plan/table', async (request) => {
  const sent = request.form(fields)
  const { yaml, do: what, madeFrom, quarter, show } = request.form(texts)
  const text = tidy(yaml)
  const before = readPlanTables(text, quarter)
  if (before === null) return checked(request, text, madeFrom)
  const [action = '', name = '', row = ''] = what.split(':')
  if (action === 'open') return shown(request, withTicked(text, before, sent), madeFrom)
  const kept = rowsSent(sent, before, { name: action === 'remove' ? name : '', row })
  const table = tableNames.find((each) => each === name)
  const added =
    action === 'add' && table !== undefined ? { [table]: [...kept[table], emptyRow(table, kept)] } : {}
  const written = writePlanTables(text, { ...kept, ...added })
  if (action === 'next') return withNext(request, written, madeFrom)
  return action === 'check'
    ? checked(request, written, madeFrom)
    : shown(request, written, madeFrom, action === 'show' ? show : quarter)
})

async function withNext(request: PageRequest, yaml: string, madeFrom: string): Promise<Answer> {
  const newest = readPlanTables(yaml)?.quarter ?? null
  if (newest === null) return shown(request, yaml, madeFrom)
  return shown(request, withNextQuarter(yaml, await commitmentsLeft(request.parts.store, newest)), madeFrom)
}

/** The plan's text with what was ticked of the open work as commitments. */
function withTicked(text: string, before: PlanTables, sent: Readonly<Record<string, unknown>>): string {
  const ticked = Object.keys(sent)
    .flatMap((key) => /^(open\.\d{1,5})\.tick$/.exec(key)?.[1] ?? [])
    .map((row): TableRow => {
      const cell = (column: string) => String(sent[`${row}.${column}`] ?? '').slice(0, 2000)
      return {
        at: null,
        cells: Object.fromEntries(tableColumns.commitments.map((each) => [each, cell(each)])),
      }
    })
  if (ticked.length === 0) return text
  return writePlanTables(text, { ...before, commitments: [...before.commitments, ...ticked] })
}

/** The tables as they were sent, without the row that is to go. */
function rowsSent(
  sent: Readonly<Record<string, unknown>>,
  before: PlanTables,
  gone: { readonly name: string; readonly row: string },
): PlanTables {
  const rows = (name: TableName): TableRow[] =>
    Object.keys(sent)
      .flatMap((key) => new RegExp(`^${name}\\.(\\d{1,5})\\.at$`).exec(key)?.[1] ?? [])
      .filter((row) => name !== gone.name || row !== gone.row)
      .map((row) => {
        const cell = (column: string) => String(sent[`${name}.${row}.${column}`] ?? '').slice(0, 2000)
        const cells = Object.fromEntries(tableColumns[name].map((column) => [column, cell(column)]))
        // A commitment that changes its team is a new one there.
        const isMoved = name === 'commitments' && cell('was') !== cells['team']
        return { at: /^\d{1,5}$/.test(cell('at')) && !isMoved ? Number(cell('at')) : null, cells }
      })
  return {
    ...{ quarter: before.quarter, quarters: before.quarters },
    teams: rows('teams'),
    people: rows('people'),
    shares: rows('shares'),
    commitments: rows('commitments'),
    readers: rows('readers'),
  }
}

/** What a new row begins with, so that little is left to type. */
function emptyRow(name: TableName, { teams, people, quarter }: PlanTables): TableRow {
  const [first] = teams
  const from = people[0]?.cells['from'] ?? `${quarter?.slice(0, 4) ?? '2026'}-01-01`
  const usual: Readonly<Record<TableName, Readonly<Record<string, string>>>> = {
    teams: { id: `team-${teams.length + 1}`, name: 'New team' },
    people: { email: '', name: '', team: first?.cells['id'] ?? '', from, to: '', share: '100', accounts: '' },
    shares: { team: '', roadmap: '60', ktlo: '25', reliability: '15' },
    commitments: { team: first?.cells['id'] ?? '', name: '', kind: 'ticket', target: '', days: '20' },
    readers: { email: '', name: '', audience: 'product', scope: 'company' },
  }
  return { at: null, cells: usual[name] }
}

function shown(
  { formToken }: Pick<PageRequest, 'formToken'>,
  yaml: string,
  madeFrom: string,
  quarter = '',
): Answer {
  const tables = readPlanTables(yaml, quarter)
  if (tables === null) throw new Error('what we wrote is YAML')
  return page('Plan as tables', tableView({ yaml, madeFrom, tables, next: nextQuarterOf(tables), formToken }))
}

/** A plan corrected row by row, in its own file's text. */
export const tablePages: readonly Page[] = [inForce, correct]
