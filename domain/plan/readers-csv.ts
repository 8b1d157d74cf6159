import { comparable } from '../text/comparable.ts'
import { type CsvRow, csvCell, parseCsv } from '../text/csv.ts'
import { emailKey, parseEmail } from '../text/email.ts'
import { type Audience, audiences, type Plan } from './plan.ts'

/** A reader as the plan file and a CSV file have it. */
export interface ReaderRow {
  readonly email: string
  readonly name: string
  readonly audience: Audience
  /** A team's id, or `company`. */
  readonly scope: string
}

/** One thing wrong in a CSV file. */
export interface CsvProblem {
  /** From 1. */
  readonly line: number
  /** Null where it isn't of one column. */
  readonly column: string | null
  readonly message: string
}

export type ReadersCsv =
  | { readonly kind: 'readers'; readonly readers: readonly ReaderRow[] }
  | { readonly kind: 'problems'; readonly problems: readonly CsvProblem[] }

const columns = ['email', 'name', 'audience', 'scope'] as const
type Column = (typeof columns)[number]

/** Other names that people give the columns. */
const otherNames: ReadonlyMap<string, Column> = new Map([
  ['e-mail', 'email'],
  ['mail', 'email'],
  ['team', 'scope'],
])

/** Reads a list of readers, or tells every problem in it at once. Columns may stand in any order; others are left alone. */
export function readReadersCsv(text: string, { teams }: Pick<Plan, 'teams'>): ReadersCsv {
  const [head, ...rows] = parseCsv(text)
  if (head === undefined) return { kind: 'problems', problems: [lineProblem(1, 'the file is empty')] }
  const places = new Map(head.cells.map((cell, place) => [columnOf(cell), place]))
  const missing = columns.filter((column) => !places.has(column))
  if (missing.length > 0)
    return {
      kind: 'problems',
      problems: missing.map((column) => ({
        ...{ line: head.line, column },
        message: 'the first line has no such column',
      })),
    }
  if (rows.length === 0)
    return { kind: 'problems', problems: [lineProblem(head.line, 'no reader follows the first line')] }
  const read = rows.map((row) => readRow(row, (column) => cellOf(row, places.get(column)), teams))
  const problems = [
    ...read.flatMap((each) => each.problems),
    ...duplicates(
      rows,
      read.map(({ reader }) => reader),
    ),
  ]
  return problems.length > 0
    ? { kind: 'problems', problems: problems.toSorted((a, b) => a.line - b.line) }
    : { kind: 'readers', readers: read.map(({ reader }) => reader) }
}

function readRow(
  { line }: CsvRow,
  cell: (column: Column) => string,
  teams: Plan['teams'],
): { readonly reader: ReaderRow; readonly problems: readonly CsvProblem[] } {
  const problems: CsvProblem[] = []
  const complain = (column: Column, message: string) => problems.push({ line, column, message })
  const email = parseEmail(cell('email'))
  if (email === null) complain('email', `"${cell('email')}" is not an e-mail address`)
  if (cell('name') === '') complain('name', 'is empty')
  const audience = audiences.find((each) => each === comparable(cell('audience')))
  if (audience === undefined)
    complain('audience', `"${cell('audience')}" must be one of ${audiences.join(', ')}`)
  const scope = scopeOf(cell('scope'), teams)
  if (scope === null) {
    const known = ['company', ...teams.map(({ teamId }) => teamId)].join(', ')
    complain('scope', `there is no team "${cell('scope')}"; write one of ${known}`)
  }
  const reader = {
    email: email ?? '',
    name: cell('name'),
    audience: audience ?? 'executive',
    scope: scope ?? '',
  }
  return { reader, problems }
}

/** A team by its id or name; an empty cell is no scope. */
function scopeOf(text: string, teams: Plan['teams']): string | null {
  const wanted = comparable(text)
  if (wanted === 'company') return 'company'
  const byId = teams.find(({ teamId }) => teamId === wanted)
  const byName = teams.filter(({ name }) => comparable(name) === wanted)
  return byId?.teamId ?? (byName.length === 1 ? (byName[0]?.teamId ?? null) : null)
}

function duplicates(rows: readonly CsvRow[], readers: readonly ReaderRow[]): CsvProblem[] {
  const lines = new Map<string, number>()
  return readers.flatMap((reader, index) => {
    const line = rows[index]?.line ?? 1
    const key = readerKey(reader)
    const first = lines.get(key)
    lines.set(key, first ?? line)
    return first === undefined ? [] : [lineProblem(line, `says the same as line ${first}`)]
  })
}

function lineProblem(line: number, message: string): CsvProblem {
  return { line, column: null, message }
}

function columnOf(cell: string): string {
  const name = comparable(cell)
  return otherNames.get(name) ?? name
}

function cellOf({ cells }: CsvRow, place: number | undefined): string {
  return (place === undefined ? '' : (cells[place] ?? '')).trim()
}

/** What two entries of one reader have in common. */
export function readerKey({
  email,
  audience,
  scope,
}: Readonly<Record<'email' | 'audience' | 'scope', string>>): string {
  return JSON.stringify([emailKey(email), audience, scope])
}

/** A plan's readers as a CSV file. */
export function readersCsv({ stakeholders }: Pick<Plan, 'stakeholders'>): string {
  const rows = stakeholders.map(({ email, name, audience, scope }) => [
    ...[email, name, audience],
    scope.kind === 'company' ? 'company' : scope.teamId,
  ])
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('')
}
