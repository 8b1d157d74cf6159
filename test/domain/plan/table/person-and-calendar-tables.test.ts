import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { parsePlanFile } from '../../../../domain/plan/file/plan-file.ts'
import { cellProblems } from '../../../../domain/plan/table/cell-problems.ts'
import { rowsWithoutPlace } from '../../../../domain/plan/table/loose-rows.ts'
import { readPlanTables } from '../../../../domain/plan/table/read.ts'
import type { PlanTables, TableName, TableRow } from '../../../../domain/plan/table/table.ts'
import { writePlanTables } from '../../../../domain/plan/table/write/write.ts'
import { FileProblemsError } from '../../../../domain/yaml/yaml-file.ts'

const file = `# the plan of a small company
company: Small # said by all
fiscal_year_starts: 4
cost_per_person_day: { amount: 700, currency: EUR }
calendars:
  # where most are
  berlin:
    time_zone: Europe/Berlin
    region: DE-BE
    holidays:
      - 2026-12-31 # between the years
      - 2026-01-02
    half_holidays: [2026-12-24]
  pune: { time_zone: Asia/Kolkata, weekend: [saturday, sunday] }
teams:
  - { id: core, name: Core, calendar: berlin }
  - { id: web, name: Web, calendar: pune }
people:
  - email: ada@company.example
    name: Ada
    teams:
      - { team: core, from: 2026-01-01, to: 2026-02-28 } # until the move
      - { team: web, from: 2026-03-01, fraction: 0.5 }
    absences:
      - { from: 2026-02-02, to: 2026-02-03 } # at the sea
      - { from: 2026-05-04, to: 2026-05-04, half: true }
  - { email: bo@company.example, name: Bo, teams: [{ team: web, from: 2026-01-01 }], on_call: [{ from: 2026-01-05, to: 2026-01-11, share: 0.4, team: web }] }
quarters:
  2026-Q1: { teams: { core: { on_call: 0.05, shares: { roadmap: 0.6, ktlo: 0.2, reliability: 0.2 } } } }
stakeholders:
  - { email: lea@company.example, name: Lea, audience: executive, scope: company }
`

function tablesOf(text: string): PlanTables {
  const tables = readPlanTables(text)
  if (tables === null) throw new Error('it is YAML')
  return tables
}

const before = tablesOf(file)
const cellsOf = (name: TableName, text = file) =>
  tablesOf(text)[name].map(({ cells }) => Object.values(cells))
const corrected = (name: TableName, rows: readonly TableRow[]) =>
  writePlanTables(file, { quarter: before.quarter, [name]: rows })
const row = (cells: TableRow['cells']): TableRow => ({ at: null, cells })

/** The rows with one cell of one of them corrected. */
function withCell(name: TableName, number: number, column: string, value: string): TableRow[] {
  return before[name].map((each, index) =>
    index === number ? { ...each, cells: { ...each.cells, [column]: value } } : each,
  )
}

/** Our file with the spaces that are written. */
const spaced = parseDocument(file, { stringKeys: true }).toString({
  lineWidth: 0,
  flowCollectionPadding: true,
})

/** What stands in the written file and not in ours, and the other way round. */
function changedLines(written: string): { readonly gone: string[]; readonly added: string[] } {
  const usual = spaced.split('\n')
  const lines = written.split('\n')
  return {
    gone: usual.filter((line) => !lines.includes(line)).map((line) => line.trim()),
    added: lines.filter((line) => !usual.includes(line)).map((line) => line.trim()),
  }
}

test('lists of people and of calendars are read as one table each', () => {
  expect(cellsOf('memberships')).toEqual([
    ['ada@company.example', 'core', '2026-01-01', '2026-02-28', '100'],
    ['ada@company.example', 'web', '2026-03-01', '', '50'],
    ['bo@company.example', 'web', '2026-01-01', '', '100'],
  ])
  expect(cellsOf('absences')).toEqual([
    ['ada@company.example', '2026-02-02', '2026-02-03', 'whole days'],
    ['ada@company.example', '2026-05-04', '2026-05-04', 'half days'],
  ])
  expect(cellsOf('turns')).toEqual([['bo@company.example', '2026-01-05', '2026-01-11', '40', 'web']])
  expect(cellsOf('calendars')).toEqual([
    ['berlin', 'Europe/Berlin', 'DE-BE', '', ''],
    ['pune', 'Asia/Kolkata', '', '', 'saturday, sunday'],
  ])
  expect(cellsOf('days')).toEqual([
    ['berlin', '2026-12-31', 'holiday'],
    ['berlin', '2026-01-02', 'holiday'],
    ['berlin', '2026-12-24', 'half day'],
  ])
  expect(cellsOf('shares')).toEqual([['core', '60', '20', '20', '5', '']])
})

test('a file of which nothing is corrected stays as it is, to the last space', () => {
  expect(spaced).not.toBe(file)
  expect(writePlanTables(file, before)).toBe(file)
})

test('an empty file stays empty where what was typed has no place in it', () => {
  const typed = {
    at: null,
    cells: { person: 'Ada', from: '2026-05-04', to: '2026-05-08', part: 'whole days' },
  }
  expect(writePlanTables('', { quarter: null, absences: [typed] })).toBe('')
})

test('a corrected absence keeps its comment, and every other line stays as it was written', () => {
  expect(changedLines(corrected('absences', withCell('absences', 0, 'to', '2026-02-06')))).toEqual({
    gone: ['- { from: 2026-02-02, to: 2026-02-03 } # at the sea'],
    added: ['- { from: 2026-02-02, to: 2026-02-06 } # at the sea'],
  })
})

test('absences are added by address or by name, moved to another person, and removed', () => {
  const [first, second] = before.absences
  if (first === undefined || second === undefined) throw new Error('there are two')
  const written = corrected('absences', [
    { ...first, cells: { ...first.cells, person: 'Bo' } },
    row({ person: 'ADA@company.example', from: '2026-07-01', to: '2026-07-10', part: 'half days' }),
  ])
  const people = parsePlanFile(written).people.map(({ name, absences }) => [name, absences])
  expect(people).toEqual([
    ['Ada', [{ from: '2026-07-01', to: '2026-07-11', partOfDay: 0.5 }]],
    ['Bo', [{ from: '2026-02-02', to: '2026-02-04' }]],
  ])
  expect(corrected('absences', [])).not.toContain('absences')
})

test('who is named by no row of people has no place in the file, and is told', () => {
  const rows = [
    row({ person: 'nobody@company.example', from: '2026-07-01', to: '2026-07-01', part: 'whole days' }),
    row({ person: 'bo', from: '2026-07-01', to: '2026-07-01', part: 'whole days' }),
  ]
  const { absences, days } = rowsWithoutPlace(
    { absences: rows, days: [row({ calendar: 'oslo', date: '2026-05-17', kind: 'holiday' })] },
    before,
  )
  expect(absences.map(({ cells }) => cells['person'])).toEqual(['nobody@company.example'])
  expect(days).toHaveLength(1)
  const twoBos = { ...before, people: [...before.people, row({ email: 'bo2@company.example', name: 'Bo' })] }
  expect(rowsWithoutPlace({ absences: rows }, twoBos).absences).toHaveLength(2)
})

test('times in teams are ended, shared and added', () => {
  const written = corrected('memberships', [
    ...withCell('memberships', 2, 'to', '2026-06-30'),
    row({ person: 'bo@company.example', team: 'core', from: '2026-07-01', to: '', share: '37,5 %' }),
  ])
  expect(parsePlanFile(written).people[1]?.memberships).toEqual([
    { teamId: 'web', from: '2026-01-01', to: '2026-07-01', fractionShare: 1 },
    { teamId: 'core', from: '2026-07-01', to: null, fractionShare: 0.375 },
  ])
  expect(written).toContain('# until the move')
})

test('turns on call are corrected, and so is the part that a team sets aside', () => {
  const written = corrected('turns', [
    ...withCell('turns', 0, 'team', ''),
    row({ person: 'ada@company.example', from: '2026-01-12', to: '2026-01-18', share: '25', team: 'core' }),
  ])
  expect(parsePlanFile(written).people.map(({ onCallTurns }) => onCallTurns)).toEqual([
    [{ teamId: 'core', from: '2026-01-12', to: '2026-01-19', onCallShare: 0.25 }],
    [{ teamId: null, from: '2026-01-05', to: '2026-01-12', onCallShare: 0.4 }],
  ])
  const shares = corrected('shares', withCell('shares', 0, 'on_call', '10'))
  expect(parsePlanFile(shares).quarters[0]?.teams[0]?.onCallShare).toBe(0.1)
  expect(corrected('shares', withCell('shares', 0, 'on_call', ''))).not.toContain('on_call: 0.05')
})

test('days go to the list of their kind and calendar, with their comments', () => {
  const written = corrected('days', [
    ...withCell('days', 1, 'kind', 'make-up day').slice(0, 2),
    row({ calendar: 'pune', date: '2026-11-09', kind: 'holiday' }),
  ])
  const [berlin, pune] = parsePlanFile(written).calendars
  expect(berlin).toMatchObject({ makeUpDays: ['2026-01-02'] })
  expect(berlin?.halfHolidays).toBeUndefined()
  expect(pune?.holidays).toEqual(['2026-11-09'])
  expect(written).toContain('- 2026-12-31 # between the years')
})

test('teams follow a calendar that is renamed; comments and the other calendars stay', () => {
  const written = corrected('calendars', [
    ...withCell('calendars', 0, 'id', 'germany'),
    row({ id: 'oslo', time_zone: 'Europe/Oslo', region: 'NO', workday: '08:00-16:00', weekend: 'none' }),
  ])
  const plan = parsePlanFile(written)
  expect(plan.teams.map(({ calendarId }) => calendarId)).toEqual(['germany', 'pune'])
  expect(plan.calendars.map(({ calendarId, weekend }) => [calendarId, weekend])).toEqual([
    ['germany', [6, 7]],
    ['pune', [6, 7]],
    ['oslo', []],
  ])
  expect(written).toContain('# where most are')
  expect(cellsOf('calendars', written).at(-1)).toEqual(['oslo', 'Europe/Oslo', 'NO', '08:00-16:00', 'none'])
})

test('a team names whom replies reach, and no more once the cell is empty', () => {
  const written = corrected('teams', withCell('teams', 1, 'reply_to', 'web@company.example'))
  expect(parsePlanFile(written).teams.map(({ replyTo }) => replyTo)).toEqual([
    undefined,
    'web@company.example',
  ])
  const [core, web] = tablesOf(written).teams
  if (core === undefined || web === undefined) throw new Error('there are two')
  const emptied = { ...web, cells: { ...web.cells, reply_to: '' } }
  expect(writePlanTables(written, { quarter: before.quarter, teams: [core, emptied] })).not.toContain(
    'reply_to',
  )
})

test('what is said of the company is corrected word by word', () => {
  const [company] = before.company
  if (company === undefined) throw new Error('there is one')
  const cells = {
    ...company.cells,
    ...{ amount: '812,5', first_month: '1', quiet_hours: '20:00-07:00', approval: 'yes', review_days: '7' },
    ...{ minimum_group: '5', reply_to: 'ada@company.example' },
  }
  const written = writePlanTables(file, { quarter: before.quarter, company: [{ ...company, cells }] })
  expect(parsePlanFile(written)).toMatchObject({
    costPerPersonDay: { amount: 812.5, currency: 'EUR' },
    ...{ fiscalStartMonth: 1, minimumGroupPeople: 5, review: { days: 7, approval: true } },
    quietHours: { startMinute: 20 * 60, endMinute: 31 * 60 },
    replyTo: 'ada@company.example',
  })
  expect(written).toContain('company: Small # said by all')
  const bare = { ...company.cells, amount: '', currency: '', first_month: '' }
  const without = writePlanTables(file, { quarter: before.quarter, company: [{ ...company, cells: bare }] })
  expect(parsePlanFile(without)).toMatchObject({ costPerPersonDay: null, fiscalStartMonth: 1 })
})

function problemsOf(text: string, shown: readonly TableName[]) {
  try {
    parsePlanFile(text)
  } catch (error) {
    if (!(error instanceof FileProblemsError)) throw error
    return cellProblems(error.problems, tablesOf(text), shown)
  }
  return []
}

test('a problem is told at the cell where it is mended, of the tables that are shown first', () => {
  const wrong = corrected('absences', withCell('absences', 1, 'to', '2026-05-01'))
  expect(problemsOf(wrong, ['absences'])).toEqual([
    {
      message: 'ends before it starts on 2026-05-04',
      line: 26,
      cell: { table: 'absences', row: 1, column: 'to' },
    },
  ])
  const days = corrected('days', withCell('days', 0, 'date', 'new year'))
  expect(problemsOf(days, ['days'])).toMatchObject([{ cell: { table: 'days', row: 0, column: 'date' } }])
  const zone = corrected('calendars', withCell('calendars', 1, 'time_zone', 'Mars'))
  expect(problemsOf(zone, [])).toMatchObject([{ cell: { table: 'calendars', row: 1, column: 'time_zone' } }])
  const both = corrected('memberships', withCell('memberships', 1, 'share', '0'))
  expect(problemsOf(both, ['people'])).toMatchObject([{ cell: { table: 'people', row: 0, column: 'share' } }])
  expect(problemsOf(both, ['memberships'])).toMatchObject([
    { cell: { table: 'memberships', row: 1, column: 'share' } },
  ])
  const earlier = corrected('memberships', withCell('memberships', 0, 'from', 'soon'))
  expect(problemsOf(earlier, ['people'])).toMatchObject([
    { cell: { table: 'memberships', row: 0, column: 'from' } },
  ])
  const line = file.split('\n').length
  expect(problemsOf(`${file}nonsense: 1\n`, [])).toMatchObject([
    { message: expect.stringMatching(`^line ${line}: nonsense: `), line, cell: null },
  ])
})
