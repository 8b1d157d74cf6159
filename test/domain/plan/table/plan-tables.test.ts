import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePlanFile } from '../../../../domain/plan/file/plan-file.ts'
import { readPlanTables } from '../../../../domain/plan/table/read.ts'
import { withReaders } from '../../../../domain/plan/table/readers.ts'
import type { PlanTables } from '../../../../domain/plan/table/table.ts'
import { writePlanTables } from '../../../../domain/plan/table/write/write.ts'
import { FileProblemsError } from '../../../../domain/yaml/yaml-file.ts'

const demo = readFileSync('plans/demo.yaml', 'utf8')

function tablesOf(text: string): PlanTables {
  const tables = readPlanTables(text)
  if (tables === null) throw new Error('it is YAML')
  return tables
}

test('tables that nobody corrected leave the plan as it is', () => {
  const written = writePlanTables(demo, tablesOf(demo))
  expect(parsePlanFile(written)).toEqual(parsePlanFile(demo))
  expect(writePlanTables(written, tablesOf(written))).toBe(written)
  expect(written).toContain('# The plan of the made-up company')
})

test('a third stays a third in tables that nobody corrected', () => {
  const thirds = small.replaceAll(
    'roadmap: 0.6, ktlo: 0.2, reliability: 0.2',
    'roadmap: 0.333333, ktlo: 0.333333, reliability: 0.333334',
  )
  const written = writePlanTables(thirds, tablesOf(thirds))
  expect(parsePlanFile(written).quarters).toEqual(parsePlanFile(thirds).quarters)
})

const small = `# who is where
company: Small
calendars: { office: { time_zone: UTC } }
teams:
  - { id: core, name: Core, calendar: office } # the first
  - { id: web, name: Web, calendar: office }
people:
  - email: ada@company.example
    name: Ada
    accounts: { jira: "712020:1" }
    teams: [{ team: core, from: 2026-01-01 }]
    absences: [{ from: 2026-02-02, to: 2026-02-03 }]
  - { email: bo@company.example, name: Bo, teams: [{ team: web, from: 2026-01-01, fraction: 0.5 }] }
quarters:
  2026-Q1:
    teams: { core: { shares: { roadmap: 0.6, ktlo: 0.2, reliability: 0.2 } }, web: { shares: { roadmap: 1, ktlo: 0, reliability: 0 } } }
  2026-Q2:
    teams:
      core: { shares: { roadmap: 0.6, ktlo: 0.2, reliability: 0.2 }, commitments: [{ name: Invoices, ticket: WEB-1, person_days: 30 }] }
stakeholders:
  - { email: lea@company.example, name: Lea, audience: executive, scope: company }
`

test('cells are read as people write them', () => {
  const { quarter, people, shares, commitments, readers } = tablesOf(small)
  expect(quarter).toBe('2026-Q2')
  expect(people.map(({ cells }) => Object.values(cells))).toEqual([
    ['ada@company.example', 'Ada', 'core', '2026-01-01', '', '100'],
    ['bo@company.example', 'Bo', 'web', '2026-01-01', '', '50'],
  ])
  expect(shares.map(({ cells }) => Object.values(cells))).toEqual([['core', '60', '20', '20', '', '']])
  expect(commitments.map(({ cells }) => Object.values(cells))).toEqual([
    ['core', 'Invoices', 'roadmap', 'ticket', 'WEB-1', '30'],
  ])
  expect(readers).toHaveLength(1)
})

test('rows are added, corrected and removed; what the tables do not show stays', () => {
  const before = tablesOf(small)
  const [ada] = before.people
  if (ada === undefined) throw new Error('Ada is there')
  const written = writePlanTables(small, {
    ...before,
    people: [
      {
        ...ada,
        cells: { ...ada.cells, name: 'Ada "A" #1', share: '80 %' },
      },
      {
        at: null,
        cells: {
          email: 'cy@company.example',
          name: 'Cy',
          team: 'web',
          from: '2026-03-01',
          to: '2026-03-31',
          share: '100',
        },
      },
    ],
    accounts: [
      ...before.accounts,
      ...[
        { person: 'Ada', connection: 'jira', account: '9' },
        { person: 'ada@company.example', connection: 'linear', account: 'x' },
      ].map((cells) => ({ at: null, cells })),
    ],
    shares: [
      ...before.shares,
      { at: null, cells: { team: 'web', roadmap: '50', ktlo: '37,5', reliability: '12.5' } },
    ],
    commitments: [
      { at: null, cells: { team: 'web', name: 'Search', kind: 'project', target: 'Search 2', days: '12.5' } },
    ],
  })
  const plan = parsePlanFile(written)
  expect(written).toContain('# the first')
  expect(plan.people).toMatchObject([
    {
      name: 'Ada "A" #1',
      memberships: [{ teamId: 'core', fractionShare: 0.8 }],
      absences: [{ from: '2026-02-02' }],
      accounts: [
        { connectionName: 'jira', accountId: '712020:1' },
        { connectionName: 'jira', accountId: '9' },
        { connectionName: 'linear', accountId: 'x' },
      ],
    },
    { name: 'Cy', memberships: [{ teamId: 'web', from: '2026-03-01', to: '2026-04-01', fractionShare: 1 }] },
  ])
  expect(plan.quarters[1]?.teams).toMatchObject([
    { teamId: 'core', commitments: [] },
    {
      shares: { roadmap: 0.5, ktlo: 0.375, reliability: 0.125 },
      commitments: [
        { name: 'Search', plannedPersonDays: 12.5, target: { kind: 'project', name: 'Search 2' } },
      ],
    },
  ])
  expect(plan.quarters[0]?.teams).toHaveLength(2)
})

test('a team that goes takes its quarters along', () => {
  const before = tablesOf(small)
  const gone = writePlanTables(small, {
    ...before,
    teams: before.teams.slice(0, 1),
    people: before.people.slice(0, 1),
  })
  expect(parsePlanFile(gone).quarters.map(({ teams }) => teams.map(({ teamId }) => teamId))).toEqual([
    ['core'],
    ['core'],
  ])
})

test('what is no number or no YAML is left for the check to tell', () => {
  const before = tablesOf(small)
  const [share] = before.shares
  if (share === undefined) throw new Error('there are shares')
  const written = writePlanTables(small, {
    ...before,
    shares: [{ ...share, cells: { ...share.cells, ktlo: 'a lot' } }],
  })
  expect(() => parsePlanFile(written)).toThrow(/ktlo/)
  expect(tablesOf(written).shares[0]?.cells['ktlo']).toBe('a lot')
  expect(readPlanTables('a: [')).toBeNull()
  expect(tablesOf('')).toMatchObject({ quarter: null, people: [] })
})

test.each(['hello', '- a', 'null', 'company: *bold*', 'company: x\nteams: *none'])(
  'what holds no tables (%s) is left for the check to tell',
  (text) => {
    expect(readPlanTables(text)).toBeNull()
    expect(() => parsePlanFile(text)).toThrow(FileProblemsError)
  },
)

test.each(['x', '{ teams: x }', '{ teams: { core: x } }', '{ teams: { core: { shares: 5 } } }'])(
  'shares are written where something else stood (%s)',
  (quarter) => {
    const text = `quarters: { 2026-Q1: ${quarter} }`
    const before = tablesOf(text)
    const cells = { team: 'core', roadmap: '50', ktlo: '30', reliability: '20', on_call: '', headcount: '' }
    const tables = { ...before, quarter: '2026-Q1', shares: [{ at: null, cells }] }
    expect(tablesOf(writePlanTables(text, tables)).shares.map((each) => each.cells)).toEqual([cells])
  },
)

test('a team whose shares are those of another keeps both', () => {
  const text =
    'quarters:\n  2026-Q1:\n    teams:\n      a: &a { shares: { roadmap: 0.5, ktlo: 0.3, reliability: 0.2 } }\n      b: *a\n'
  const before = tablesOf(text)
  expect(tablesOf(writePlanTables(text, before)).shares).toEqual(before.shares)
})

test('readers take the place of those there are, or join them', () => {
  const reader = { email: 'pat@company.example', name: 'Pat', audience: 'product' as const, scope: 'core' }
  const lea = {
    email: 'lea@company.example',
    name: 'Lea L.',
    audience: 'executive' as const,
    scope: 'company',
  }
  const names = (yaml: string) => parsePlanFile(yaml).stakeholders.map(({ name }) => name)
  expect(names(withReaders(small, [reader], 'replace'))).toEqual(['Pat'])
  expect(names(withReaders(small, [reader], 'add'))).toEqual(['Lea', 'Pat'])
  expect(names(withReaders(small, [lea], 'add'))).toEqual(['Lea L.'])
})

test('a reader names whom their replies reach, and an uploaded list leaves it', () => {
  const { readers, quarter } = tablesOf(small)
  const [reader] = readers
  if (reader === undefined) throw new Error('there is one')
  const own = { ...reader, cells: { ...reader.cells, reply_to: 'ceo@company.example' } }
  const written = writePlanTables(small, { quarter, readers: [own] })
  const repliesIn = (yaml: string) => parsePlanFile(yaml).stakeholders.map(({ replyTo }) => replyTo)
  expect(repliesIn(written)).toEqual(['ceo@company.example'])
  const [{ email = '', scope = '' } = {}] = tablesOf(small).readers.map(({ cells }) => cells)
  const uploaded = withReaders(written, [{ email, name: 'Lea L.', audience: 'executive', scope }], 'replace')
  expect(repliesIn(uploaded)).toEqual(['ceo@company.example'])
  expect(repliesIn(writePlanTables(written, { quarter, readers }))).toEqual([undefined])
})

test('another quarter is read and written without a change to the newest', () => {
  const text =
    'quarters:\n  2026-Q1: { teams: { core: { shares: { roadmap: 1, ktlo: 0, reliability: 0 } } } }\n  2026-Q2: { teams: {} }\n'
  expect(readPlanTables(text)?.quarter).toBe('2026-Q2')
  expect(readPlanTables(text, '2030-Q1')?.quarter).toBe('2026-Q2')
  const first = readPlanTables(text, '2026-Q1')
  expect([first?.quarter, first?.quarters.map(({ cells }) => cells['quarter'])]).toEqual([
    '2026-Q1',
    ['2026-Q1', '2026-Q2'],
  ])
  const cells = { team: 'core', roadmap: '50', ktlo: '30', reliability: '20', on_call: '', headcount: '' }
  const written = first === null ? '' : writePlanTables(text, { ...first, shares: [{ at: 0, cells }] })
  expect(readPlanTables(written, '2026-Q1')?.shares.map((each) => each.cells)).toEqual([cells])
  expect(readPlanTables(written)?.shares).toEqual([])
})
