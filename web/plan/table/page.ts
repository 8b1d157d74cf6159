import { z } from 'zod'
import { cellProblems } from '../../../domain/plan/table/cell-problems.ts'
import {
  hasRows,
  type LooseRows,
  rowsWithoutPlace,
  typedRows,
} from '../../../domain/plan/table/loose-rows.ts'
import { withNextQuarter } from '../../../domain/plan/table/next-quarter.ts'
import { readPlanTables } from '../../../domain/plan/table/read.ts'
import {
  type CorrectedTables,
  type PlanTables,
  type TableRow,
  tableNames,
} from '../../../domain/plan/table/table.ts'
import { writePlanTables } from '../../../domain/plan/table/write/write.ts'
import { checkPlanText } from '../../../queries/plan/check-plan-text.ts'
import { commitmentsLeft } from '../../../queries/plan/commitments-left.ts'
import { planFileOf } from '../../../queries/plan/plan-versions.ts'
import { type Answer, redirect } from '../../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../../http/page.ts'
import { checked, madeFromField, tidy, whatChanges } from '../check.ts'
import { newRow } from './new-row.ts'
import { partOf, partTables } from './parts.ts'
import { cellsSent, sentTables } from './sent.ts'
import { type Place, shown } from './shown.ts'
import { shownRows } from './shown-rows.ts'

const inForce = definePage('GET /plan/table', async (request) => {
  const file = await planFileOf(request.parts.store, null)
  if (file === null) return redirect('/plan/draft')
  const place = { part: partOf(request.query('part')), quarter: '', only: request.query('team') ?? '' }
  return shown(request, { yaml: file.yaml, madeFrom: file.planVersion, place })
})

/** The text of the plan, and every cell of a page's tables as `people.3.email`; a row says that it is there by `people.3.at`. */
const fields = z.record(z.string().max(100), z.unknown())
const texts = z.object({
  yaml: z.string().max(900_000).default(''),
  do: z.string().max(100).default('keep'),
  /** The quarter whose rows were sent, and the one to go on with. */
  quarter: z.string().max(20).default(''),
  show: z.string().max(20).default(''),
  /** The page that was sent; the team whose rows were on it, and the one to go on with. */
  part: z.string().max(20).default(''),
  only: z.string().max(200).default(''),
  team: z.string().max(200).default(''),
  ...madeFromField,
})

/** Takes what was typed into the plan's text, adds or removes a row, and shows the tables again, or what the plan would change. */
const correct = definePage('POST /plan/table', async (request) => {
  const sent = await withUploads(request.form(fields))
  const { yaml, do: what, madeFrom, quarter, show, only, team, ...rest } = request.form(texts)
  const text = tidy(yaml)
  const part = partOf(rest.part)
  const before = readPlanTables(text, quarter)
  if (before === null) return checked(request, text, madeFrom)
  const place: Place = { part, quarter, only }
  const [action = '', name = '', row = ''] = what.split(':')
  if (action === 'open') return shown(request, { yaml: withTicked(text, before, sent), madeFrom, place })
  if (action === 'take') return checked(request, withTicked(text, before, sent), madeFrom)
  const gone = { name: action === 'remove' ? name : '', row }
  const kept = sentTables(sent, before, part, { isShown: shownRows(before, only).isShown, gone })
  const table = tableNames.find((each) => each === name && partTables[part].includes(each))
  const added: Partial<CorrectedTables> =
    action === 'add' && table !== undefined
      ? { [table]: [...(kept[table] ?? []), newRow(table, before, only)] }
      : {}
  const corrected = { ...kept, ...added }
  const written = writePlanTables(text, corrected)
  const loose = rowsWithoutPlace(corrected, readPlanTables(written, quarter) ?? before)
  const change = { yaml: written, madeFrom, loose }
  if (action === 'check') return check(request, change, place)
  // A row without a place in the file yet would be lost on another page: it is mended first.
  const canLeave = !hasRows(typedRows(loose))
  if (action === 'mend') return check(request, change, canLeave ? { ...place, part: partOf(name) } : place)
  if (action === 'team') return shown(request, { ...change, place: { ...place, only: team } })
  if (action !== 'next' && action !== 'show' && action !== 'part') return shown(request, { ...change, place })
  if (!canLeave) return shown(request, { ...change, loose: typedRows(loose), place, problems: [] })
  if (action === 'part')
    return shown(request, { yaml: written, madeFrom, place: { ...place, part: partOf(name) } })
  const there = action === 'show' ? show : ''
  const other = action === 'show' ? written : await withNext(request, written)
  return shown(request, { yaml: other, madeFrom, place: { ...place, quarter: there } })
})

interface Change {
  readonly yaml: string
  readonly madeFrom: string
  readonly loose: LooseRows
}

/** What would change; or the tables again, with each problem at its cell. Rows in which nothing was typed are left out. */
async function check(request: PageRequest, { yaml, madeFrom, loose }: Change, place: Place): Promise<Answer> {
  const found = await checkPlanText(request.parts.store, yaml, request.nowAt)
  const left = typedRows(loose)
  if (found.kind === 'usable' && !hasRows(left))
    return whatChanges(request, { text: yaml, madeFrom, place }, found)
  const tables = readPlanTables(yaml, place.quarter)
  if (tables === null) return checked(request, yaml, madeFrom)
  const problems = found.kind === 'usable' ? [] : cellProblems(found.problems, tables, partTables[place.part])
  return shown(request, { yaml, madeFrom, place, loose: left, problems })
}

/** The cells that were sent, with the texts of files that were chosen instead of pasted. */
async function withUploads(
  sent: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const texts = Object.entries(sent).map(async ([name, value]) => {
    if (!(value instanceof File) || value.size === 0) return []
    const row = name.replace(/\.upload$/, '')
    return [[`${row}.text`, await value.text()] as const]
  })
  return { ...sent, ...Object.fromEntries((await Promise.all(texts)).flat()) }
}

async function withNext({ parts }: PageRequest, yaml: string): Promise<string> {
  const newest = readPlanTables(yaml)?.quarter ?? null
  return newest === null ? yaml : withNextQuarter(yaml, await commitmentsLeft(parts.store, newest))
}

/** The plan's text with what was ticked of the open work as commitments. */
function withTicked(text: string, before: PlanTables, sent: Readonly<Record<string, unknown>>): string {
  const ticked = Object.keys(sent)
    .flatMap((key) => /^(open\.\d{1,5})\.tick$/.exec(key)?.[1] ?? [])
    .map((row): TableRow => ({ at: null, cells: cellsSent(sent, row, 'commitments') }))
  if (ticked.length === 0) return text
  const { quarter, commitments } = before
  return writePlanTables(text, { quarter, commitments: [...commitments, ...ticked] })
}

/** A plan corrected row by row, in its own file's text. */
export const tablePages: readonly Page[] = [inForce, correct]
