import { audiences } from '../../../domain/plan/plan.ts'
import {
  absenceParts,
  commitmentKinds,
  dayKinds,
  type PlanTables,
  type TableName,
} from '../../../domain/plan/table/table.ts'

export interface Choice {
  readonly value: string
  readonly label: string
}

export interface Column {
  readonly name: string
  readonly head: string
  /** Choices; free text without. */
  readonly choices?: readonly Choice[]
  readonly kind?: 'share' | 'date' | 'person' | 'email'
}

export interface Section {
  readonly name: TableName
  readonly heading: string
  readonly add: string
  readonly columns: readonly Column[]
}

/** The pages that the tables are spread over. */
export const partNames = ['teams', 'absences', 'calendars', 'memberships', 'on-call', 'company'] as const

export type PartName = (typeof partNames)[number]

export const partLabels: Readonly<Record<PartName, string>> = {
  teams: 'Teams and people',
  absences: 'Absences',
  calendars: 'Calendars',
  memberships: 'Times in teams',
  'on-call': 'On call',
  company: 'Company',
}

/** The tables of each page. */
export const partTables: Readonly<Record<PartName, readonly TableName[]>> = {
  teams: ['teams', 'people', 'shares', 'commitments', 'readers'],
  absences: ['absences'],
  calendars: ['calendars', 'days'],
  memberships: ['memberships'],
  'on-call': ['turns'],
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

/** The tables of people, calendars and teams, with what may be chosen in them. */
export function sectionsOf(part: PartName, tables: PlanTables): readonly Section[] {
  const teams = plain(tables.teams.map(({ cells }) => cells['id'] ?? ''))
  const calendars = plain(tables.calendars.map(({ cells }) => cells['id'] ?? ''))
  const person: Column = { name: 'person', head: 'Person', kind: 'person' }
  const from: Column = { name: 'from', head: 'From', kind: 'date' }
  switch (part) {
    case 'teams':
      return teamSections(tables, teams, calendars)
    case 'absences':
      return [
        {
          ...{ name: 'absences', heading: 'Absences', add: 'Add an absence' },
          columns: [
            person,
            from,
            { name: 'to', head: 'Last day', kind: 'date' },
            { name: 'part', head: 'Away for', choices: plain(Object.values(absenceParts)) },
          ],
        },
      ]
    case 'calendars':
      return [
        {
          ...{ name: 'calendars', heading: 'Calendars', add: 'Add a calendar' },
          columns: [
            { name: 'id', head: 'Id' },
            { name: 'time_zone', head: 'Time zone' },
            { name: 'region', head: 'Public holidays of' },
            { name: 'workday', head: 'Working hours' },
            { name: 'weekend', head: 'Weekend' },
          ],
        },
        {
          ...{ name: 'days', heading: 'Days of the company’s own', add: 'Add a day' },
          columns: [
            { name: 'calendar', head: 'Calendar', choices: calendars },
            { name: 'date', head: 'Day', kind: 'date' },
            { name: 'kind', head: 'Is a', choices: plain(dayKinds) },
          ],
        },
      ]
    case 'memberships':
      return [
        {
          ...{ name: 'memberships', heading: 'Times in teams', add: 'Add a time in a team' },
          columns: [
            person,
            { name: 'team', head: 'Team', choices: teams },
            from,
            { name: 'to', head: 'Last day, if any', kind: 'date' },
            { name: 'share', head: 'Full time, %', kind: 'share' },
          ],
        },
      ]
    case 'on-call':
      return [
        {
          ...{ name: 'turns', heading: 'Turns on call', add: 'Add a turn' },
          columns: [
            person,
            from,
            { name: 'to', head: 'Last day', kind: 'date' },
            { name: 'share', head: 'Of each day, %', kind: 'share' },
            { name: 'team', head: 'For', choices: [{ value: '', label: 'no team' }, ...teams] },
          ],
        },
      ]
    case 'company':
      return []
  }
}

function teamSections(
  { quarter }: PlanTables,
  teams: readonly Choice[],
  calendars: readonly Choice[],
): readonly Section[] {
  const team: Column = { name: 'team', head: 'Team', choices: teams }
  const ofQuarter: readonly Section[] = [
    {
      ...{ name: 'shares', heading: `Shares of ${quarter}, %`, add: 'Add a team’s shares' },
      columns: [
        team,
        { name: 'roadmap', head: 'Roadmap', kind: 'share' },
        { name: 'ktlo', head: 'KTLO', kind: 'share' },
        { name: 'reliability', head: 'Reliability', kind: 'share' },
        { name: 'on_call', head: 'On call, of each day', kind: 'share' },
      ],
    },
    {
      ...{ name: 'commitments', heading: `Commitments of ${quarter}`, add: 'Add a commitment' },
      columns: [
        team,
        { name: 'name', head: 'Name' },
        { name: 'kind', head: 'Is a', choices: plain(commitmentKinds) },
        { name: 'target', head: 'Key or title' },
        { name: 'days', head: 'Person-days', kind: 'share' },
      ],
    },
  ]
  return [
    {
      ...{ name: 'teams', heading: 'Teams', add: 'Add a team' },
      columns: [
        { name: 'id', head: 'Id' },
        { name: 'name', head: 'Name' },
        { name: 'calendar', head: 'Calendar', choices: calendars },
        { name: 'reply_to', head: 'Replies go to' },
      ],
    },
    {
      ...{ name: 'people', heading: 'People', add: 'Add a person' },
      columns: [
        { name: 'email', head: 'E-mail', kind: 'email' },
        { name: 'name', head: 'Name' },
        team,
        { name: 'from', head: 'From' },
        { name: 'to', head: 'Last day, if any' },
        { name: 'share', head: 'Full time, %', kind: 'share' },
        { name: 'accounts', head: 'Accounts, where the e-mail is hidden' },
      ],
    },
    ...(quarter === null ? [] : ofQuarter),
    {
      ...{ name: 'readers', heading: 'Readers', add: 'Add a reader' },
      columns: [
        { name: 'email', head: 'E-mail', kind: 'email' },
        { name: 'name', head: 'Name' },
        { name: 'audience', head: 'Audience', choices: plain(audiences) },
        { name: 'scope', head: 'Of', choices: [...plain(['company']), ...teams] },
        { name: 'reply_to', head: 'Replies go to' },
      ],
    },
  ]
}
