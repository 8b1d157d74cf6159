import { personFinder } from './find-person.ts'
import { personTables, type TableName, type TableRow, type Tables } from './table.ts'

/** The tables of which a row can have no place in the file. */
export const looseTables = [...personTables, 'accounts', 'days', 'shares', 'commitments'] as const

export type LooseTable = (typeof looseTables)[number]

/** Rows that the file has no place for. */
export type LooseRows = Readonly<Record<LooseTable, readonly TableRow[]>>

export const noLooseRows: LooseRows = looseRows(() => [])

/** Rows by their tables. */
export function looseRows(rowsOf: (name: LooseTable) => readonly TableRow[]): LooseRows {
  return {
    ...{ memberships: rowsOf('memberships'), absences: rowsOf('absences'), turns: rowsOf('turns') },
    ...{ accounts: rowsOf('accounts'), days: rowsOf('days') },
    ...{ shares: rowsOf('shares'), commitments: rowsOf('commitments') },
  }
}

/**
 * Rows that the file has no place for: they name nobody of it, no calendar of it, no team, or a team that has its row already; or a
 * commitment's team has no shares.
 */
export function rowsWithoutPlace(
  corrected: Partial<Tables>,
  { people, calendars }: Pick<Tables, 'people' | 'calendars'>,
): LooseRows {
  const findPerson = personFinder(people)
  const ids = new Set(calendars.map(({ cells }) => cells['id']))
  const { shares } = corrected
  const planned = new Set(shares?.map(({ cells }) => cells['team']))
  return looseRows((name) => {
    const rows = corrected[name] ?? []
    switch (name) {
      case 'days':
        return rows.filter(({ cells }) => !ids.has(cells['calendar']))
      case 'shares':
        return rows.filter(({ cells }, row) => !isFirstOfTeam(rows, cells['team'] ?? '', row))
      case 'commitments':
        return shares === undefined ? [] : rows.filter(({ cells }) => !planned.has(cells['team']))
      default:
        return rows.filter(({ cells }) => findPerson(cells['person'] ?? '') === null)
    }
  })
}

function isFirstOfTeam(rows: readonly TableRow[], team: string, row: number): boolean {
  return team !== '' && rows.findIndex(({ cells }) => cells['team'] === team) === row
}

/** Why a row has no place in the file. */
export function looseReason(name: LooseTable, { cells }: TableRow): string {
  const { person = '', calendar = '', team = '' } = cells
  switch (name) {
    case 'days':
      return `there is no calendar "${calendar}"`
    case 'shares':
      return team === '' ? 'is empty: choose a team' : `${team} has shares already: correct those`
    case 'commitments':
      return team === '' ? 'is empty: choose a team' : `${team} has no shares in this quarter: add them first`
    default:
      return person.trim() === ''
        ? 'is empty: write the address or the name of somebody in the plan'
        : `"${person.trim()}" names nobody in the plan, or several people: write an address of the plan’s people`
  }
}

/** The column that a row without a place is mended in. */
export function looseColumn(name: LooseTable): string {
  switch (name) {
    case 'days':
      return 'calendar'
    case 'shares':
    case 'commitments':
      return 'team'
    default:
      return 'person'
  }
}

/** What is typed to fill a row of these tables in; a row where none of it is left can go. */
const typedColumns: Readonly<Record<LooseTable, readonly string[]>> = {
  memberships: ['person', 'from', 'to'],
  absences: ['person', 'from', 'to'],
  turns: ['person', 'from', 'to'],
  accounts: ['person', 'account'],
  days: ['date'],
  shares: ['team'],
  commitments: ['name', 'target'],
}

/** Those in which somebody typed something. */
export function typedRows(loose: LooseRows): LooseRows {
  return looseRows((name) =>
    loose[name].filter(({ cells }) =>
      typedColumns[name].some((column) => (cells[column] ?? '').trim() !== ''),
    ),
  )
}

export function hasRows(loose: LooseRows): boolean {
  return looseTables.some((name: TableName & LooseTable) => loose[name].length > 0)
}
