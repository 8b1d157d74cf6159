import { addDays, type DateRange, type LocalDate } from '../../../domain/instant.ts'
import { accountIdOf } from '../../../fakes/company/identity.ts'
import { officeCalendars } from '../story/calendar.ts'
import { emailOf, inventedName } from '../story/names.ts'
import type { RosterPerson } from '../story/roster.ts'
import { type StoryQuarter, storyQuarters, type TeamStory, teamStories } from '../story/story.ts'
import { habitsOn } from '../story/tracker-habits.ts'
import { undertakingsOf } from '../story/undertakings.ts'

/** The name under which the demo connects to the fake Jira. */
export const jiraConnectionName = 'demo-jira'

const planningStartsOn: Readonly<Record<StoryQuarter, LocalDate>> = {
  '2025-Q4': '2025-12-16',
  '2026-Q1': '2026-03-18',
  '2026-Q2': '2026-06-24',
}

/**
 * The company's plan as an admin would write it (plans/demo.yaml): people, calendars, each quarter's
 * allocation, and the readers of reports. `keyOf` gives the key of an epic by its title.
 * @internal for tests
 */
export function planText(roster: readonly RosterPerson[], keyOf: (title: string) => string): string {
  return `${[
    '# The plan of the made-up company. Written by demo/company/write-plan.ts; every person in it is invented.',
    'company: Lumen Works',
    'fiscal_year_starts: 1',
    'cost_per_person_day: { amount: 700, currency: EUR }',
    '',
    'calendars:',
    ...Object.values(officeCalendars).flatMap(calendarLines),
    '',
    'teams:',
    ...teamStories.map(teamLine),
    '',
    'people:',
    ...roster.filter(({ role }) => role === 'member').flatMap(personLines),
    '',
    'quarters:',
    ...storyQuarters.flatMap((quarter) => quarterLines(quarter, keyOf)),
    '',
    'stakeholders:',
    ...stakeholderLines(roster),
  ].join('\n')}\n`
}

function calendarLines({
  calendarId,
  timeZone,
  holidays,
}: (typeof officeCalendars)['berlin' | 'lisbon' | 'new-york']): string[] {
  return [
    `  ${calendarId}:`,
    `    time_zone: ${timeZone}`,
    '    workday: "09:00-17:00"',
    '    weekend: [saturday, sunday]',
    `    holidays: [${holidays.join(', ')}]`,
  ]
}

function teamLine({ teamId, name, calendarId, focusShare }: TeamStory): string {
  const focus = focusShare === null ? '' : `, focus: ${focusShare}`
  return `  - { id: ${teamId}, name: ${name}, calendar: ${calendarId}${focus} }`
}

/** Plan files name the last day, which half-open ranges leave out. */
function rangeText({ from, to }: DateRange): string {
  return `from: ${from}, to: ${addDays(to, -1)}`
}

function personLines({ email, name, emailHidden, memberships, absences }: RosterPerson): string[] {
  return [
    `  - email: ${email}`,
    `    name: ${name}`,
    ...(emailHidden ? [`    accounts: { ${jiraConnectionName}: "${accountIdOf(email)}" }`] : []),
    '    teams:',
    ...memberships.map(({ teamId, from, to, fractionShare }) => {
      const range = to === null ? `from: ${from}` : rangeText({ from, to })
      return `      - { team: ${teamId}, ${range}${fractionShare === 1 ? '' : `, fraction: ${fractionShare}`} }`
    }),
    ...(absences.length === 0 ? [] : ['    absences:']),
    ...absences.map((range) => `      - { ${rangeText(range)} }`),
  ]
}

function quarterLines(quarter: StoryQuarter, keyOf: (title: string) => string): string[] {
  return [
    `  ${quarter}:`,
    `    planning_starts: ${planningStartsOn[quarter]}`,
    '    teams:',
    ...teamStories.flatMap((team) => teamQuarterLines(team, quarter, keyOf)),
  ]
}

function teamQuarterLines(
  team: TeamStory,
  quarter: StoryQuarter,
  keyOf: (title: string) => string,
): string[] {
  const { planned, plannedHeadcount } = team.quarters[quarter]
  const { roadmap, ktlo, reliability } = planned
  const commitments = undertakingsOf(team.teamId).flatMap(({ title, category, plannedDays }) => {
    const days = plannedDays[quarter]
    if (days === undefined) return []
    const target =
      habitsOn(team.tracker).undertakingIs === 'epic' ? `ticket: ${keyOf(title)}` : `project: ${title}`
    return [`          - { name: ${title}, ${target}, category: ${category}, person_days: ${days} }`]
  })
  return [
    `      ${team.teamId}:`,
    `        headcount: ${plannedHeadcount}`,
    ...(team.onCallShare === 0 ? [] : [`        on_call: ${team.onCallShare}`]),
    `        shares: { roadmap: ${roadmap}, ktlo: ${ktlo}, reliability: ${reliability} }`,
    '        commitments:',
    ...commitments,
  ]
}

/** Executives have no account on any tracker; their names follow after everybody's who has. */
function stakeholderLines(roster: readonly RosterPerson[]): string[] {
  const executives = [0, 1].map((index) => inventedName(roster.length + index))
  const line = (name: string, email: string, audience: string, scope: string): string =>
    `  - { email: ${email}, name: ${name}, audience: ${audience}, scope: ${scope} }`
  return [
    ...executives.map((name) => line(name, emailOf(name), 'executive', 'company')),
    ...teamStories.flatMap(({ teamId }) =>
      roster
        .filter(({ homeTeamId, role }) => homeTeamId === teamId && role.endsWith('_manager'))
        .map(({ name, email, role }) =>
          line(name, email, role === 'product_manager' ? 'product' : 'engineering', teamId),
        ),
    ),
  ]
}
