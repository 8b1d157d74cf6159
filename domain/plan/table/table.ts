import type { YamlPath } from '../../yaml/yaml-file.ts'

/** A row of a table, as texts by column. */
export interface TableRow {
  /** Where it stands in its table (a commitment: among those of its team); null for a new one. */
  readonly at: number | null
  readonly cells: Readonly<Record<string, string>>
  /** Where it stands in the file; absent for a new one. */
  readonly place?: YamlPath
}

/** The tables of a plan file that people correct row by row. */
export const tableNames = [
  'company',
  'calendars',
  'days',
  'teams',
  'people',
  'memberships',
  'absences',
  'turns',
  'accounts',
  'machines',
  'rotas',
  'rota_files',
  'quarters',
  'shares',
  'commitments',
  'readers',
] as const

export type TableName = (typeof tableNames)[number]

/** What is written in each table's columns. */
export const tableColumns = {
  company: [
    ...['name', 'amount', 'currency', 'minimum_group', 'quiet_hours', 'reply_to'],
    ...['review_days', 'approval'],
    ...['first_month', 'named_after', 'quarters', 'first_day'],
  ],
  calendars: ['id', 'time_zone', 'region', 'workday', 'weekend'],
  days: ['calendar', 'date', 'kind'],
  teams: ['id', 'name', 'calendar', 'focus', 'formerly', 'reply_to'],
  people: ['email', 'name', 'team', 'from', 'to', 'share'],
  memberships: ['person', 'team', 'from', 'to', 'share'],
  absences: ['person', 'from', 'to', 'part'],
  turns: ['person', 'from', 'to', 'share', 'team'],
  accounts: ['person', 'connection', 'account'],
  machines: ['connection', 'account'],
  rotas: ['team', 'file', 'share'],
  rota_files: ['file', 'text'],
  quarters: ['quarter', 'planning_starts'],
  shares: ['team', 'roadmap', 'ktlo', 'reliability', 'on_call', 'headcount'],
  commitments: ['team', 'name', 'category', 'kind', 'target', 'days'],
  readers: ['email', 'name', 'audience', 'scope', 'time_zone', 'reply_to'],
} as const satisfies Readonly<Record<TableName, readonly string[]>>

export type Tables = Readonly<Record<TableName, readonly TableRow[]>>

/** A plan file's tables; quarters stand oldest first, shares and commitments are of one of them. */
export interface PlanTables extends Tables {
  /** The one whose shares and commitments these are; null where the file has none. */
  readonly quarter: string | null
}

/** Tables that were corrected, and the quarter that shares and commitments are of. */
export type CorrectedTables = Partial<Tables> & Pick<PlanTables, 'quarter'>

export const commitmentKinds = ['ticket', 'project', 'initiative'] as const

/** What an absence takes of its days. */
export const absenceParts = { whole: 'whole days', half: 'half days' } as const

/** The lists of a calendar, by what its days are. */
export const dayLists = {
  holiday: 'holidays',
  'half day': 'half_holidays',
  'make-up day': 'workdays',
} as const

export type DayKind = keyof typeof dayLists

export const dayKinds: readonly DayKind[] = ['holiday', 'half day', 'make-up day']

/** The lists of a person, by the table that shows those of all people. */
export const personLists = { memberships: 'teams', absences: 'absences', turns: 'on_call' } as const

export type PersonTable = keyof typeof personLists

export const personTables: readonly PersonTable[] = ['memberships', 'absences', 'turns']

/** What stands for the second of two rows with one name, which a file can't hold: no such name is taken, so that the check tells of it. */
export function unlikeOthers(name: string, others: ReadonlySet<string>): string {
  return others.has(name) ? unlikeOthers(`${name} (again)`, others) : name
}

/** A weekend without a day. */
export const noWeekend = 'none'
