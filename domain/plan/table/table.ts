/** A row of a table, as texts by column, with where it stands in the file; null for a new one. */
export interface TableRow {
  readonly at: number | null
  readonly cells: Readonly<Record<string, string>>
}

/** The tables of a plan file that people correct row by row. */
export const tableNames = ['teams', 'people', 'shares', 'commitments', 'readers'] as const

export type TableName = (typeof tableNames)[number]

/** What is written in each table's columns. */
export const tableColumns = {
  teams: ['id', 'name'],
  people: ['email', 'name', 'team', 'from', 'to', 'share', 'accounts'],
  shares: ['team', 'roadmap', 'ktlo', 'reliability'],
  commitments: ['team', 'name', 'kind', 'target', 'days'],
  readers: ['email', 'name', 'audience', 'scope'],
} as const satisfies Readonly<Record<TableName, readonly string[]>>

/** A plan file's tables; shares and commitments are of one quarter. */
export interface PlanTables extends Readonly<Record<TableName, readonly TableRow[]>> {
  /** The one whose shares and commitments these are; null where the file has none. */
  readonly quarter: string | null
  /** All of the file, oldest first. */
  readonly quarters: readonly string[]
}

export const commitmentKinds = ['ticket', 'project', 'initiative'] as const
