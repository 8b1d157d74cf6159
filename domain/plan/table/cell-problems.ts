import type { FileProblem, YamlPath } from '../../yaml/yaml-file.ts'
import { type TableName, type Tables, tableNames } from './table.ts'

/** A cell of a table: `absences`, 3, `to`. */
export interface TableCell {
  readonly table: TableName
  readonly row: number
  readonly column: string
}

/** What is wrong, and in which cell it is mended; null where no table shows it. */
export interface CellProblem {
  /** With the place in words and the line where there is no cell. */
  readonly message: string
  /** Of the file, from 1; null where it is of a row that the file doesn't have yet. */
  readonly line: number | null
  readonly cell: TableCell | null
}

/** The columns of what stands at a row's place, by its words in the file; '' is the row as a whole. */
const columns: Readonly<Record<TableName, Readonly<Record<string, string>>>> = {
  company: {
    company: 'name',
    'cost_per_person_day.amount': 'amount',
    'cost_per_person_day.currency': 'currency',
    cost_per_person_day: 'amount',
    minimum_group: 'minimum_group',
    quiet_hours: 'quiet_hours',
    reply_to: 'reply_to',
    'review.days': 'review_days',
    'review.approval': 'approval',
    review: 'approval',
    fiscal_year_starts: 'first_month',
    fiscal_year_named_after: 'named_after',
    fiscal_quarters: 'quarters',
    fiscal_year_first_day: 'first_day',
  },
  calendars: { '': 'id', time_zone: 'time_zone', region: 'region', workday: 'workday', weekend: 'weekend' },
  days: { '': 'date' },
  teams: {
    ...{ '': 'id', id: 'id', name: 'name', calendar: 'calendar' },
    ...{ focus: 'focus', formerly: 'formerly', reply_to: 'reply_to' },
  },
  people: {
    ...{ '': 'email', email: 'email', name: 'name' },
    ...{
      'teams.team': 'team',
      'teams.from': 'from',
      'teams.to': 'to',
      'teams.fraction': 'share',
      teams: 'team',
    },
  },
  memberships: { '': 'from', team: 'team', from: 'from', to: 'to', fraction: 'share' },
  absences: { '': 'from', from: 'from', to: 'to', half: 'part' },
  turns: { '': 'from', from: 'from', to: 'to', share: 'share', team: 'team' },
  accounts: { '': 'account' },
  machines: { '': 'account' },
  rotas: { '': 'file', file: 'file', share: 'share' },
  rota_files: { '': 'text' },
  quarters: { '': 'quarter', planning_starts: 'planning_starts' },
  shares: {
    ...{ '': 'team', shares: 'roadmap', on_call: 'on_call', headcount: 'headcount' },
    ...{ 'shares.roadmap': 'roadmap', 'shares.ktlo': 'ktlo', 'shares.reliability': 'reliability' },
  },
  commitments: {
    ...{ '': 'target', name: 'name', category: 'category', person_days: 'days' },
    ...{ ticket: 'target', project: 'target', initiative: 'target' },
  },
  readers: {
    ...{ '': 'email', email: 'email', name: 'name' },
    ...{ audience: 'audience', scope: 'scope', time_zone: 'time_zone', reply_to: 'reply_to' },
  },
}

/**
 * Finds the cell of each problem of a plan file.
 * @param shown the tables that are looked at first, where a value stands in two: the last time in a team is the table of people's too
 */
export function cellProblems(
  problems: readonly FileProblem[],
  tables: Tables,
  shown: readonly TableName[],
): CellProblem[] {
  const others = tableNames.filter((name) => !shown.includes(name))
  const rows = new Map(
    tableNames.map((name) => [
      name,
      new Map(tables[name].map(({ place = [] }, row) => [JSON.stringify(place), row] as const)),
    ]),
  )
  const cellOf = (path: YamlPath): TableCell | undefined => {
    for (const group of [shown, others]) {
      // The innermost place first: an absence before its person.
      for (const length of [...path.keys(), path.length].toReversed()) {
        const place = JSON.stringify(path.slice(0, length))
        const [cell] = group.flatMap((table) => {
          const row = rows.get(table)?.get(place)
          const column = row === undefined ? undefined : columnOf(tables, table, row, path.slice(length))
          return row === undefined || column === undefined ? [] : [{ table, row, column }]
        })
        if (cell !== undefined) return cell
      }
    }
    return undefined
  }
  return problems.map(({ line, message, value }) => {
    const cell = value && cellOf(value.path)
    return cell === undefined
      ? { message: `line ${line}: ${message}`, line, cell: null }
      : { message: value?.message ?? message, line, cell }
  })
}

function columnOf(tables: Tables, table: TableName, row: number, rest: YamlPath): string | undefined {
  if (table === 'people') {
    // The table of people shows the last time in a team only.
    const own = tables.memberships.filter(({ place = [] }) => place[1] === row).length
    const [word, index] = rest
    if (word === 'teams' && typeof index === 'number' && index !== own - 1) return undefined
  }
  const words = rest.filter((step) => typeof step === 'string')
  return columns[table][words.join('.')] ?? columns[table][words[0] ?? '']
}
