import type { CellProblem } from '../../../domain/plan/table/cell-problems.ts'
import {
  type LooseRows,
  looseColumn,
  looseReason,
  looseRows,
  looseTables,
  noLooseRows,
} from '../../../domain/plan/table/loose-rows.ts'
import { nextQuarterOf } from '../../../domain/plan/table/next-quarter.ts'
import { readPlanTables } from '../../../domain/plan/table/read.ts'
import type { PlanTables } from '../../../domain/plan/table/table.ts'
import { connectionNames } from '../../../queries/plan/connection-names.ts'
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
export async function shown(
  { parts: { store }, formToken }: Pick<PageRequest, 'parts' | 'formToken'>,
  { yaml, madeFrom, place: { part, quarter, only }, loose = noLooseRows, problems = null }: Shown,
): Promise<Answer> {
  const ofFile = readPlanTables(yaml, quarter)
  if (ofFile === null) throw new Error('what we wrote is YAML')
  const tables = withLoose(ofFile, loose)
  const title = part === 'teams' ? 'Plan as tables' : `${partLabels[part]} in the plan`
  const view = tableView({
    ...{ yaml, madeFrom, part, tables, formToken },
    next: nextQuarterOf(tables),
    connections: part === 'accounts' ? await connectionNames(store) : [],
    rows: shownRows(tables, only),
    problems: problems === null ? null : [...problems, ...looseProblems(ofFile, loose)],
  })
  return page(title, view, { isKeptForBack: true, ...(problems !== null && { status: 400 }) })
}

function withLoose(tables: PlanTables, loose: LooseRows): PlanTables {
  const rows = looseRows((name) => [
    ...tables[name],
    ...loose[name].map(({ cells }) => ({ at: null, cells })),
  ])
  return { ...tables, ...rows }
}

/** Rows come after those of the file. */
function looseProblems(tables: PlanTables, loose: LooseRows): CellProblem[] {
  return looseTables.flatMap((table) =>
    loose[table].map((row, index) => ({
      message: looseReason(table, row),
      line: null,
      cell: { table, row: tables[table].length + index, column: looseColumn(table) },
    })),
  )
}
