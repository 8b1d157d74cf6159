import { expect, test } from 'vitest'
import { parsePlanFile } from '../../../domain/plan/file/plan-file.ts'
import { readPlanTables } from '../../../domain/plan/table/read.ts'
import type { PlanTables, TableName } from '../../../domain/plan/table/table.ts'
import { writePlanTables } from '../../../domain/plan/table/write/write.ts'
import { sentTables } from '../../../web/plan/table/sent.ts'
import { everybody, type IsShown, shownRows } from '../../../web/plan/table/shown-rows.ts'

const noneGone = { name: '', row: '' }

/** Half of the people in each of two teams, each with a day off. */
function tablesOf(people: number): { readonly text: string; readonly tables: PlanTables } {
  const text = [
    'company: Two Teams',
    'calendars: { office: { time_zone: UTC } }',
    'teams: [{ id: core, name: Core, calendar: office }, { id: web, name: Web, calendar: office }]',
    'people:',
    ...Array.from(
      { length: people },
      (_, number) =>
        `  - { email: p${number}@company.example, name: Person ${number}, teams: [{ team: ${number % 2 === 0 ? 'core' : 'web'}, from: 2026-01-01 }], absences: [{ from: 2026-02-02, to: 2026-02-02 }] }`,
    ),
    'quarters: {}',
    'stakeholders: [{ email: lea@company.example, name: Lea, audience: executive, scope: company }]',
    '',
  ].join('\n')
  const tables = readPlanTables(text)
  if (tables === null) throw new Error('it is YAML')
  return { text, tables }
}

/** What a browser sends of the rows that are shown. */
function sentOf(tables: PlanTables, name: TableName, isShown: IsShown): Record<string, string> {
  return Object.fromEntries(
    tables[name].flatMap(({ cells }, row) =>
      isShown(name, row)
        ? [
            [`${name}.${row}.at`, '1'],
            ...Object.entries(cells).map(([column, value]) => [`${name}.${row}.${column}`, value]),
          ]
        : [],
    ),
  )
}

const rowsShown = (tables: PlanTables, name: TableName, asked: string): number =>
  tables[name].filter((_row, index) => shownRows(tables, asked).isShown(name, index)).length

test('sixty people are shown together, and more a team at a time', () => {
  const [sixty, more] = [tablesOf(60).tables, tablesOf(62).tables]
  expect(shownRows(sixty, 'web')).toMatchObject({ isChosen: false, only: '' })
  expect(rowsShown(sixty, 'people', 'web')).toBe(60)
  expect(shownRows(more, '')).toMatchObject({ isChosen: true, only: 'core' })
  expect(rowsShown(more, 'people', 'web')).toBe(31)
  expect(rowsShown(more, 'absences', 'web')).toBe(31)
  expect(rowsShown(more, 'people', everybody)).toBe(62)
  // Those of the company, and every team.
  expect([rowsShown(more, 'readers', 'web'), rowsShown(more, 'teams', 'web')]).toEqual([1, 2])
})

test('people of no team that is there are shown with every team', () => {
  const { text } = tablesOf(62)
  const lost = readPlanTables(text.replace('team: web', 'team: gone'))
  expect(lost === null ? 0 : rowsShown(lost, 'people', 'core')).toBe(32)
})

test('rows that were not on the page stay, in their order, and a corrected one is written in its place', () => {
  const { text, tables } = tablesOf(62)
  const { isShown } = shownRows(tables, 'web')
  const sent = { ...sentOf(tables, 'absences', isShown), 'absences.3.to': '2026-02-06' }
  const corrected = sentTables(sent, tables, 'absences', { isShown, gone: noneGone })
  const people = parsePlanFile(writePlanTables(text, corrected)).people
  expect(people.map(({ absences }) => absences[0]?.to)).toEqual(
    people.map((_person, number) => (number === 3 ? '2026-02-07' : '2026-02-03')),
  )
})

test('a row is taken away alone, and a new one comes last', () => {
  const { tables } = tablesOf(4)
  const { isShown } = shownRows(tables, '')
  const sent = {
    ...sentOf(tables, 'absences', isShown),
    'absences.4.at': '1',
    'absences.4.person': 'Person 0',
  }
  const { absences = [] } = sentTables(sent, tables, 'absences', {
    isShown,
    gone: { name: 'absences', row: '1' },
  })
  expect(absences.map(({ at, cells }) => [at, cells['person']])).toEqual([
    [0, 'p0@company.example'],
    [2, 'p2@company.example'],
    [3, 'p3@company.example'],
    [null, 'Person 0'],
  ])
})

test('a commitment that changes its team is a new one there', () => {
  const text = `${tablesOf(1).text.replace('quarters: {}', 'quarters: { 2026-Q1: { teams: { core: { shares: { roadmap: 1, ktlo: 0, reliability: 0 }, commitments: [{ name: Search, ticket: A-1, person_days: 2 }] } } } }')}`
  const tables = readPlanTables(text)
  if (tables === null) throw new Error('it is YAML')
  const { isShown } = shownRows(tables, '')
  const moved = { ...sentOf(tables, 'commitments', isShown), 'commitments.0.team': 'web' }
  const stayed = sentOf(tables, 'commitments', isShown)
  const atOf = (sent: Record<string, string>) =>
    sentTables(sent, tables, 'teams', { isShown, gone: noneGone }).commitments?.map(({ at }) => at)
  expect([atOf(stayed), atOf(moved)]).toEqual([[0], [null]])
})
