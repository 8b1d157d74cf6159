import { expect, test } from 'vitest'
import { readersCsv, readReadersCsv } from '../../../domain/plan/readers-csv.ts'
import { aPlan } from '../../builders/plan.ts'

const team = { calendarId: 'berlin', focusShare: null }
const plan = aPlan({
  teams: [
    { ...team, teamId: 'core', name: 'Core Team' },
    { ...team, teamId: 'search', name: 'Search' },
  ],
})

test('columns in any order, semicolons, names of teams, other names of columns', () => {
  const text =
    '\ufeffTeam;E-Mail;Note;Name;Audience\r\ncore team;ADA@Company.example;x;Ada;Product\r\nCompany;lea@company.example;;Lea;executive\r\n'
  expect(readReadersCsv(text, plan)).toEqual({
    kind: 'readers',
    readers: [
      { email: 'ada@company.example', name: 'Ada', audience: 'product', scope: 'core' },
      { email: 'lea@company.example', name: 'Lea', audience: 'executive', scope: 'company' },
    ],
  })
})

test('words are compared as everywhere, and one reader under two spellings is one', () => {
  const crew = { ...team, teamId: 'crew', name: 'Zürich Crew' }
  const read = (...rows: string[]) =>
    readReadersCsv(['E\u2011Mail,Name,Audience\u00a0,Team', ...rows].join('\n'), { teams: [crew] })
  expect(read('ada@company.example,Ada,PRODUCT\u00a0,Zu\u0308rich\u00a0crew')).toEqual({
    kind: 'readers',
    readers: [{ email: 'ada@company.example', name: 'Ada', audience: 'product', scope: 'crew' }],
  })
  const twice = read('ada@münchen.example,Ada,product,crew', 'ada@xn--mnchen-3ya.example,Ada,product,crew')
  expect(twice).toMatchObject({
    kind: 'problems',
    problems: [{ line: 3, message: 'says the same as line 2' }],
  })
})

test('every problem is told at its line and column', () => {
  const text = [
    'email,name,audience,scope',
    'ada,Ada,product,core',
    'lea@company.example,,boss,company',
    'pat@company.example,Pat,product,nowhere',
    'sam@company.example,Sam,product,core',
    'sam@company.example,Samuel,product,core',
  ].join('\n')
  const read = readReadersCsv(text, plan)
  expect(
    read.kind === 'problems' &&
      read.problems.map(({ line, column, message }) => `${line} ${column} ${message}`),
  ).toEqual([
    '2 email "ada" is not an e-mail address',
    '3 name is empty',
    '3 audience "boss" must be one of executive, engineering, product',
    '4 scope there is no team "nowhere"; write one of company, core, search',
    '6 null says the same as line 5',
  ])
})

test.each([
  ['', '1 null the file is empty'],
  ['email,name,audience\n', '1 scope the first line has no such column'],
  ['email,name,audience,scope\n', '1 null no reader follows the first line'],
])('%j has no readers', (text, problem) => {
  const read = readReadersCsv(text, plan)
  expect(
    read.kind === 'problems' &&
      read.problems.map(({ line, column, message }) => `${line} ${column} ${message}`),
  ).toEqual([problem])
})

test('a plan’s own list is read as it is written', () => {
  const stakeholders = [
    {
      stakeholderId: 'a@x.example',
      email: 'a@x.example',
      name: 'A; "B", C',
      audience: 'product' as const,
      scope: { kind: 'team' as const, teamId: 'core' },
    },
    {
      stakeholderId: 'b@x.example',
      email: 'b@x.example',
      name: 'B',
      audience: 'executive' as const,
      scope: { kind: 'company' as const },
    },
  ]
  expect(readReadersCsv(readersCsv({ stakeholders }), plan)).toEqual({
    kind: 'readers',
    readers: [
      { email: 'a@x.example', name: 'A; "B", C', audience: 'product', scope: 'core' },
      { email: 'b@x.example', name: 'B', audience: 'executive', scope: 'company' },
    ],
  })
})
