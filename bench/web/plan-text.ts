import { addDays } from '../../domain/instant.ts'
import type { Plan, PlanPerson, PlanQuarter } from '../../domain/plan/plan.ts'

/** The made-up company's plan as the file that it would have been imported from. */
export function planTextOf({ company, calendars, teams, people, quarters, stakeholders }: Plan): string {
  return [
    `company: ${quoted(company)}`,
    'calendars:',
    ...calendars.map(({ calendarId, timeZone }) => `  ${calendarId}: { time_zone: ${timeZone} }`),
    'teams:',
    ...teams.map(
      ({ teamId, name, calendarId }) =>
        `  - { id: ${teamId}, name: ${quoted(name)}, calendar: ${calendarId} }`,
    ),
    'people:',
    ...people.flatMap(personLines),
    'quarters:',
    ...quarters.flatMap(quarterLines),
    'stakeholders:',
    ...stakeholders.map(
      ({ email, name, audience, scope }) =>
        `  - { email: ${email}, name: ${quoted(name)}, audience: ${audience}, scope: ${scope.kind === 'team' ? scope.teamId : 'company'} }`,
    ),
    '',
  ].join('\n')
}

function personLines({ email, name, memberships, absences }: PlanPerson): string[] {
  return [
    `  - email: ${email}`,
    `    name: ${quoted(name)}`,
    '    teams:',
    ...memberships.map(({ teamId, from }) => `      - { team: ${teamId}, from: ${from} }`),
    '    absences:',
    ...absences.map(({ from, to }) => `      - { from: ${from}, to: ${addDays(to, -1)} }`),
  ]
}

function quarterLines({ quarter, teams }: PlanQuarter): string[] {
  return [
    `  ${quarter}:`,
    '    teams:',
    ...teams.flatMap(({ teamId, onCallShare, shares, commitments }) => [
      `      ${teamId}:`,
      `        on_call: ${onCallShare}`,
      `        shares: { roadmap: ${shares.roadmap}, ktlo: ${shares.ktlo}, reliability: ${shares.reliability} }`,
      '        commitments:',
      ...commitments.map(
        ({ name, plannedPersonDays, target }) =>
          `          - { name: ${quoted(name)}, ${target.kind}: ${quoted(target.name)}, person_days: ${plannedPersonDays} }`,
      ),
    ]),
  ]
}

/** Whatever stands in it: a JSON text is YAML too. */
function quoted(text: string): string {
  return JSON.stringify(text)
}
