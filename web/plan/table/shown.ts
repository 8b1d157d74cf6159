import type { CellProblem } from '../../../domain/plan/table/cell-problems.ts'
import type { LooseRows } from '../../../domain/plan/table/find-person.ts'
import { nextQuarterOf } from '../../../domain/plan/table/next-quarter.ts'
import { readPlanTables } from '../../../domain/plan/table/read.ts'
import type { PlanTables } from '../../../domain/plan/table/table.ts'
import { type Answer, page } from '../../http/answer.ts'
import type { PageRequest } from '../../http/page.ts'
import { type PartName, partLabels } from './parts.ts'
import { shownRows } from './shown-rows.ts'
import { tableView } from './view.ts'

/** What of a plan is on the page. */
export interface Place {
  readonly part: PartName
  /** The quarter whose shares and commitments are shown; the newest by default. */
  readonly quarter: string
  /** The team whose rows are shown. */
  readonly only: string
}

interface Shown {
  readonly yaml: string
  /** The version in force when somebody began to change it; empty for none. */
  readonly madeFrom: string
  readonly place: Place
  /** Rows that the file has no place for yet. */
  readonly loose?: LooseRows
  /** Null where nothing was checked. */
  readonly problems?: readonly CellProblem[] | null
}

/** The tables of a plan's text; with the problems of a check that found some. */
export function shown(
  { formToken }: Pick<PageRequest, 'formToken'>,
  { yaml, madeFrom, place: { part, quarter, only }, loose = noRows, problems = null }: Shown,
): Answer {
  const ofFile = readPlanTables(yaml, quarter)
  if (ofFile === null) throw new Error('what we wrote is YAML')
  const tables = withLoose(ofFile, loose)
  const title = part === 'teams' ? 'Plan as tables' : `${partLabels[part]} in the plan`
  const view = tableView({
    ...{ yaml, madeFrom, part, tables, formToken },
    next: nextQuarterOf(tables),
    rows: shownRows(tables, only),
    problems: problems === null ? null : [...problems, ...looseProblems(ofFile, loose)],
  })
  return page(title, view, problems === null ? {} : { status: 400 })
}

const noRows: LooseRows = { memberships: [], absences: [], turns: [], days: [] }

function withLoose(tables: PlanTables, loose: LooseRows): PlanTables {
  const withRows = (name: keyof LooseRows) => [
    ...tables[name],
    ...loose[name].map(({ cells }) => ({ at: null, cells })),
  ]
  return {
    ...tables,
    memberships: withRows('memberships'),
    absences: withRows('absences'),
    turns: withRows('turns'),
    days: withRows('days'),
  }
}

/** Rows come after those of the file. */
function looseProblems(tables: PlanTables, loose: LooseRows): CellProblem[] {
  const ofTable = (table: keyof LooseRows): CellProblem[] =>
    loose[table].map(({ cells }, index) => ({
      message: looseWords(cells),
      cell: { table, row: tables[table].length + index, column: table === 'days' ? 'calendar' : 'person' },
    }))
  return [...ofTable('memberships'), ...ofTable('absences'), ...ofTable('turns'), ...ofTable('days')]
}

function looseWords({ person, calendar }: Readonly<Record<string, string>>): string {
  if (person === undefined) return `there is no calendar "${calendar ?? ''}"`
  if (person.trim() === '') return 'is empty: write the address or the name of somebody in the plan'
  return `"${person.trim()}" names nobody in the plan, or several people: write an address of the plan’s people`
}
