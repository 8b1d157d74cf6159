import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePlanFile, readPlanFile } from '../../../../domain/plan/file/plan-file.ts'
import { readPlanTables } from '../../../../domain/plan/table/read.ts'
import { withReaders } from '../../../../domain/plan/table/readers.ts'
import { withRotaFiles } from '../../../../domain/plan/table/rota-files.ts'
import type { PlanTables, TableName, TableRow } from '../../../../domain/plan/table/table.ts'
import { writePlanTables } from '../../../../domain/plan/table/write/write.ts'

const file = readFileSync('test/web/plan/every-setting.yaml', 'utf8')
const before = tablesOf(file)

function tablesOf(text: string): PlanTables {
  const tables = readPlanTables(text)
  if (tables === null) throw new Error('it is YAML')
  return tables
}

const corrected = (name: TableName, rows: readonly TableRow[], text = file) =>
  writePlanTables(text, { quarter: before.quarter, [name]: rows })
const cellsOf = (name: TableName, text = file) =>
  tablesOf(text)[name].map(({ cells }) => Object.values(cells))
const row = (cells: TableRow['cells']): TableRow => ({ at: null, cells })
const withCell = (name: TableName, number: number, column: string, value: string): TableRow[] =>
  before[name].map((each, index) =>
    index === number ? { ...each, cells: { ...each.cells, [column]: value } } : each,
  )

test('accounts of people and of automation are a row each, one or several of a connection', () => {
  expect(cellsOf('accounts')).toEqual([
    ['ada@company.example', 'our-jira', '712020:0a1b'],
    ['ada@company.example', 'linear', 'a1'],
    ['ada@company.example', 'linear', 'a2'],
  ])
  expect(cellsOf('machines')).toEqual([
    ['our-jira', 'Automation for Jira'],
    ['our-jira', '712020:5e12'],
    ['linear', 'bot'],
  ])
  const fewer = corrected('accounts', [
    ...before.accounts.slice(1, 2),
    row({ person: 'Ada Example', connection: 'web', account: '007' }),
  ])
  expect(parsePlanFile(fewer).people[0]?.accounts).toEqual([
    { connectionName: 'linear', accountId: 'a1' },
    { connectionName: 'web', accountId: '007' },
  ])
  expect(cellsOf('accounts', corrected('accounts', []))).toEqual([])
  expect(corrected('machines', [])).not.toContain('machine_accounts')
})

test('a team whose id changes keeps its past and its people by the id that it had', () => {
  const written = corrected('teams', withCell('teams', 0, 'id', 'heart'))
  const { teams, people, quarters } = parsePlanFile(written)
  expect(teams.map(({ teamId, formerIds }) => [teamId, formerIds])).toEqual([
    ['heart', ['kernel', 'core']],
    ['web', ['site', 'shop']],
  ])
  expect(people[0]?.memberships[0]?.teamId).toBe('heart')
  expect(quarters[0]?.teams[0]?.teamId).toBe('heart')
  expect(cellsOf('teams', corrected('teams', withCell('teams', 1, 'formerly', '')))[1]).toEqual([
    ...['web', 'Web', 'berlin', '', '', ''],
  ])
})

test('hands-on parts, head counts, planning days and readers’ time zones are written and taken away', () => {
  const plan = parsePlanFile(
    writePlanTables(file, {
      quarter: before.quarter,
      teams: withCell('teams', 1, 'focus', '62,5 %'),
      shares: withCell('shares', 0, 'headcount', '7,5'),
      quarters: withCell('quarters', 0, 'planning_starts', '2026-06-20'),
      readers: withCell('readers', 0, 'time_zone', ''),
    }),
  )
  expect(plan.teams.map(({ focusShare }) => focusShare)).toEqual([0.6, 0.625])
  expect(plan.quarters[0]).toMatchObject({
    planningStartsOn: '2026-06-20',
    teams: [{ plannedHeadcount: 7.5 }],
  })
  expect(plan.stakeholders[0]?.timeZone).toBeUndefined()
})

test('quarters are renamed, added and removed, and two of one name stay for the check to tell', () => {
  const two = corrected('quarters', [
    ...withCell('quarters', 0, 'quarter', '2027-Q2'),
    row({ quarter: '2027-Q1', planning_starts: '' }),
  ])
  expect(parsePlanFile(two).quarters.map(({ quarter, teams }) => [quarter, teams.length])).toEqual([
    ['2027-Q2', 1],
    ['2027-Q1', 0],
  ])
  expect(parsePlanFile(corrected('quarters', [])).quarters).toEqual([])
  const same = corrected('quarters', [...before.quarters, row({ quarter: '2027-Q1', planning_starts: '' })])
  expect(() => parsePlanFile(same)).toThrow(/2027-Q1 \(again\).*must be a quarter such as 2026-Q2/)
  const calendars = corrected('calendars', [...before.calendars, row({ id: 'berlin', time_zone: 'UTC' })])
  expect(cellsOf('calendars', calendars).map(([id]) => id)).toEqual(['berlin', 'berlin (again)'])
})

test('a plan holds the texts of its rota files, and needs no other file then', () => {
  const text = before.rota_files[0]?.cells['text'] ?? ''
  const bare = corrected('rota_files', [])
  expect(readPlanFile(bare).rotaFiles).toEqual(['rota.ics'])
  const held = withRotaFiles(bare, new Map([['rota.ics', text.replaceAll('\n', '\r\n')]]))
  expect(readPlanFile(held).rotaFiles).toEqual([])
  expect(parsePlanFile(held)).toEqual(parsePlanFile(file))
  expect(withRotaFiles(file, new Map())).toBe(file)
  expect(() => parsePlanFile(bare)).toThrow(/on_call_rota.file: cannot be read from here/)
  expect(
    parsePlanFile(
      corrected(
        'rotas',
        withCell('rotas', 0, 'file', '').map((each) => ({ ...each, cells: { ...each.cells, share: '' } })),
      ),
    ).people[0]?.onCallTurns,
  ).toHaveLength(1)
})

test('a list of readers that says nothing of time zones leaves those of the plan', () => {
  const grace = {
    email: 'grace@company.example',
    name: 'Grace S.',
    audience: 'executive',
    scope: 'company',
  } as const
  expect(parsePlanFile(withReaders(file, [grace], 'replace')).stakeholders).toMatchObject([
    { name: 'Grace S.', timeZone: 'Europe/Lisbon' },
  ])
})
