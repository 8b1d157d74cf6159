import { accountIdOf } from '../../fakes/company/identity.ts'
import { ada, ben, cleo, dario } from './company.ts'

/** What the tiny company's connections are called. */
export const jiraName = 'harbour-jira'
export const linearName = 'meadow-linear'

export interface ReaderLine {
  readonly email: string
  readonly audience: 'executive' | 'engineering' | 'product'
  /** `company` or a team's id. */
  readonly scope: string
}

/** Two of them read the same edition. */
export const tinyReaders: readonly ReaderLine[] = [
  { email: 'edda.example@harbourmeadow.example', audience: 'executive', scope: 'company' },
  { email: 'egon.testwell@harbourmeadow.example', audience: 'executive', scope: 'company' },
  { email: 'hanna.specimen@harbourmeadow.example', audience: 'engineering', scope: 'harbour' },
  { email: 'mona.fixture@harbourmeadow.example', audience: 'engineering', scope: 'meadow' },
  { email: 'petra.dummyman@harbourmeadow.example', audience: 'product', scope: 'company' },
]

/** The tiny company's plan file. Harbour sets a tenth of its days aside for on-call; Ben works half time. */
export function tinyPlanYaml(readers: readonly ReaderLine[] = tinyReaders): string {
  return `
company: Harbour & Meadow
minimum_group: 1
calendars:
  berlin: { time_zone: Europe/Berlin, workday: "09:00-17:00", holidays: [2026-04-03] }
  lisbon: { time_zone: Europe/Lisbon, workday: "09:00-17:00", holidays: [2026-04-03] }
teams:
  - { id: harbour, name: Harbour, calendar: berlin }
  - { id: meadow, name: Meadow, calendar: lisbon }
people:
  - email: ${ada}
    name: Ada Example
    teams: [{ team: harbour, from: 2026-01-01 }]
    absences: [{ from: 2026-04-09, to: 2026-04-09 }]
  - email: ${ben}
    name: Ben Mockford
    accounts: { ${jiraName}: "${accountIdOf(ben)}" }
    teams: [{ team: harbour, from: 2026-01-01, fraction: 0.5 }]
  - email: ${cleo}
    name: Cleo Foobarsen
    teams: [{ team: meadow, from: 2026-01-01 }]
  - email: ${dario}
    name: Dario Sample
    teams: [{ team: meadow, from: 2026-01-01 }]
quarters:
  2026-Q2:
    planning_starts: 2026-06-15
    teams:
      harbour:
        on_call: 0.1
        shares: { roadmap: 0.6, ktlo: 0.2, reliability: 0.2 }
        commitments:
          - { name: Invoices 2.0, person_days: 20, ticket: HAR-1 }
      meadow:
        shares: { roadmap: 0.5, ktlo: 0.3, reliability: 0.2 }
        commitments:
          - { name: Faster sign-up, person_days: 30, project: Faster sign-up }
stakeholders:
${readers.map(({ email, audience, scope }) => `  - { email: ${email}, name: ${nameOf(email)}, audience: ${audience}, scope: ${scope} }`).join('\n')}
`
}

function nameOf(email: string): string {
  return (email.split('@')[0] ?? '')
    .split('.')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join(' ')
}
