import type { TableName } from '../../../domain/plan/table/table.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

export interface Column {
  readonly name: string
  readonly head: string
  /** Choices; free text without. */
  readonly choices?: readonly Choice[]
  readonly kind?: 'share' | 'date' | 'person' | 'connection' | 'email' | 'fixed' | 'rota'
}

export interface Section {
  readonly name: TableName
  readonly heading: string
  /** What the button for another row says; null where none can be added or taken away. */
  readonly add: string | null
  readonly columns: readonly Column[]
}

/** The pages that the tables are spread over. */
export const partNames = [
  'teams',
  'accounts',
  'absences',
  'calendars',
  'memberships',
  'on-call',
  'company',
] as const

export type PartName = (typeof partNames)[number]

export const partLabels: Readonly<Record<PartName, string>> = {
  teams: 'Teams and people',
  accounts: 'Accounts',
  absences: 'Absences',
  calendars: 'Calendars',
  memberships: 'Memberships',
  'on-call': 'On call',
  company: 'Company',
}

/** The tables of each page. */
export const partTables: Readonly<Record<PartName, readonly TableName[]>> = {
  teams: ['teams', 'people', 'quarters', 'shares', 'commitments', 'readers'],
  accounts: ['accounts', 'machines'],
  absences: ['absences'],
  calendars: ['calendars', 'days'],
  memberships: ['memberships'],
  'on-call': ['rotas', 'rota_files', 'turns'],
  company: ['company'],
}

export function partOf(typed: string | null): PartName {
  return partNames.find((name) => name === typed) ?? 'teams'
}

/** The page that a table is on. */
export function partWith(table: TableName): PartName {
  return partNames.find((part) => partTables[part].includes(table)) ?? 'teams'
}

export function plain(values: readonly string[]): Choice[] {
  return values.map((value) => ({ value, label: value }))
}
