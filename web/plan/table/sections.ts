import { categories } from '../../../domain/category.ts'
import { audiences } from '../../../domain/plan/plan.ts'
import { absenceParts, commitmentKinds, dayKinds, type PlanTables } from '../../../domain/plan/table/table.ts'
import { type Choice, type Column, type PartName, plain, type Section } from './parts.ts'

/** The tables of people, calendars and teams, with what may be chosen in them. */
export function sectionsOf(part: PartName, tables: PlanTables): readonly Section[] {
  const teams = plain(tables.teams.map(({ cells }) => cells['id'] ?? ''))
  const calendars = plain(tables.calendars.map(({ cells }) => cells['id'] ?? ''))
  const rotaFiles = plain(tables.rota_files.map(({ cells }) => cells['file'] ?? ''))
  const person: Column = { name: 'person', head: 'Person', kind: 'person' }
  const connection: Column = { name: 'connection', head: 'Connection', kind: 'connection' }
  const account: Column = { name: 'account', head: 'Account id' }
  const from: Column = { name: 'from', head: 'From', kind: 'date' }
  switch (part) {
    case 'teams':
      return teamSections(tables, teams, calendars)
    case 'accounts':
      return [
        {
          ...{ name: 'accounts', heading: 'Accounts of people', add: 'Add an account' },
          columns: [person, connection, account],
        },
        {
          ...{ name: 'machines', heading: 'Machine accounts', add: 'Add a machine account' },
          columns: [connection, { ...account, head: 'Account id, e-mail or name' }],
        },
      ]
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
          ...{ name: 'days', heading: 'The company’s own days', add: 'Add a day' },
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
          ...{ name: 'memberships', heading: 'Memberships', add: 'Add a membership' },
          columns: [
            person,
            { name: 'team', head: 'Team', choices: teams },
            from,
            { name: 'to', head: 'Last day, if any', kind: 'date' },
            { name: 'share', head: 'Part of full time, %', kind: 'share' },
          ],
        },
      ]
    case 'on-call':
      return [
        {
          ...{ name: 'rotas', heading: 'Team rotas', add: null },
          columns: [
            { name: 'team', head: 'Team', kind: 'fixed' },
            { name: 'file', head: 'Rota file', choices: [{ value: '', label: 'none' }, ...rotaFiles] },
            { name: 'share', head: 'Part of each day of a turn, %', kind: 'share' },
          ],
        },
        {
          ...{ name: 'rota_files', heading: 'Rota files', add: 'Add a rota file' },
          columns: [
            { name: 'file', head: 'Name' },
            { name: 'text', head: 'Its text (iCalendar)', kind: 'rota' },
          ],
        },
        {
          ...{ name: 'turns', heading: 'On-call turns', add: 'Add a turn' },
          columns: [
            person,
            from,
            { name: 'to', head: 'Last day', kind: 'date' },
            { name: 'share', head: 'Part of each day, %', kind: 'share' },
            { name: 'team', head: 'For', choices: [{ value: '', label: 'no team' }, ...teams] },
          ],
        },
      ]
    case 'company':
      return []
  }
}

function teamSections(
  { quarter, shares, teams: all }: PlanTables,
  teams: readonly Choice[],
  calendars: readonly Choice[],
): readonly Section[] {
  const team: Column = { name: 'team', head: 'Team', choices: teams }
  const isPlanned = shares.length >= all.length
  const ofQuarter: readonly Section[] = [
    {
      ...{
        name: 'shares',
        heading: `Shares of ${quarter}, %`,
        add: isPlanned ? null : 'Add a team’s shares',
      },
      columns: [
        team,
        { name: 'roadmap', head: 'Roadmap', kind: 'share' },
        { name: 'ktlo', head: 'KTLO', kind: 'share' },
        { name: 'reliability', head: 'Reliability', kind: 'share' },
        { name: 'on_call', head: 'On call, part of each day', kind: 'share' },
        { name: 'headcount', head: 'Headcount, if not the people listed', kind: 'share' },
      ],
    },
    {
      ...{ name: 'commitments', heading: `Commitments of ${quarter}`, add: 'Add a commitment' },
      columns: [
        team,
        { name: 'name', head: 'Name' },
        { name: 'category', head: 'Category', choices: plain(categories) },
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
        { name: 'focus', head: 'Hands-on part of a day, %', kind: 'share' },
        { name: 'formerly', head: 'Ids in earlier plans' },
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
        { name: 'share', head: 'Part of full time, %', kind: 'share' },
      ],
    },
    {
      ...{ name: 'quarters', heading: 'Quarters', add: quarter === null ? 'Add a quarter' : null },
      columns: [
        { name: 'quarter', head: 'Quarter' },
        { name: 'planning_starts', head: 'Its planning begins on', kind: 'date' },
      ],
    },
    ...(quarter === null ? [] : ofQuarter),
    {
      ...{ name: 'readers', heading: 'Readers', add: 'Add a reader' },
      columns: [
        { name: 'email', head: 'E-mail', kind: 'email' },
        { name: 'name', head: 'Name' },
        { name: 'audience', head: 'Audience', choices: plain(audiences) },
        { name: 'scope', head: 'About', choices: [...plain(['company']), ...teams] },
        { name: 'time_zone', head: 'Time zone, if not the team’s' },
        { name: 'reply_to', head: 'Replies go to' },
      ],
    },
  ]
}
