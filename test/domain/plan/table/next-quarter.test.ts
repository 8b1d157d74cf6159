import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePlanFile } from '../../../../domain/plan/file/plan-file.ts'
import { withNextQuarter } from '../../../../domain/plan/table/next-quarter.ts'

const text = `# who is where
company: Small
calendars: { office: { time_zone: UTC } }
teams:
  - { id: core, name: Core, calendar: office }
  - { id: web, name: Web, calendar: office }
people:
  - { email: ada@company.example, name: Ada, teams: [{ team: core, from: 2026-01-01 }] }
quarters:
  2026-Q3:
    teams: { core: { shares: { roadmap: 1, ktlo: 0, reliability: 0 } } }
  2026-Q4: # the running one
    teams:
      core: &core
        on_call: 0.1
        shares: { roadmap: 0.6, ktlo: 0.2, reliability: 0.2 }
        commitments:
          - { name: Invoices, ticket: WEB-1, person_days: 30 }
          - { name: Restores, project: Restores, person_days: 20, category: reliability }
          - { name: Search, initiative: Search, person_days: 8 }
      web: *core
stakeholders:
  - { email: lea@company.example, name: Lea, audience: executive, scope: company }
`

test('another quarter begins with the shares of the newest and what is left of its open commitments', () => {
  const left: Readonly<Record<string, number>> = {
    'core Invoices': 0,
    'core Restores': 12_340,
    'web Search': 20,
  }
  const written = withNextQuarter(text, (teamId, name) => left[`${teamId} ${name}`] ?? null)
  const [before, plan] = [parsePlanFile(text), parsePlanFile(written)]
  expect({ ...plan, quarters: plan.quarters.slice(0, 2) }).toEqual(before)
  expect(written).toContain('# the running one')
  const [, last] = before.quarters
  const next = plan.quarters[2]
  expect(next?.quarter).toBe('2027-Q1')
  expect(next?.teams.map(({ commitments, ...team }) => team)).toEqual(
    last?.teams.map(({ commitments, ...team }) => team),
  )
  const days = next?.teams.map(({ commitments }) =>
    commitments.map((each) => [each.name, each.category, each.plannedPersonDays]),
  )
  expect(days).toEqual([
    [
      ['Restores', 'reliability', 12.3],
      ['Search', 'roadmap', 8],
    ],
    [
      ['Invoices', 'roadmap', 30],
      ['Restores', 'reliability', 20],
      ['Search', 'roadmap', 0.1],
    ],
  ])
})

test('a team without open commitments goes on with its shares alone', () => {
  const written = withNextQuarter(text, () => 0)
  expect(parsePlanFile(written).quarters[2]?.teams.map(({ commitments }) => commitments)).toEqual([[], []])
})

test('the plan of the demo can be continued', () => {
  const demo = readFileSync('plans/demo.yaml', 'utf8')
  const plan = parsePlanFile(withNextQuarter(demo, () => null))
  expect(plan.quarters.at(-1)?.teams).toEqual(plan.quarters.at(-2)?.teams)
})

test.each(['', 'company: x', 'quarters: x', 'quarters: { soon: { teams: {} } }', 'a: ['])(
  'a file without a quarter (%s) is left as it is',
  (file) => {
    expect(withNextQuarter(file, () => null)).toBe(file)
  },
)
