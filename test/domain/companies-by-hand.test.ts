import { expect, test } from 'vitest'
import type { Status } from '../../domain/ticket.ts'
import { accountsOf, HandmadeBoard, weekdays } from '../builders/handmade-board.ts'
import { type HandmadeCompany, measured } from '../builders/handmade-company.ts'
import { connectionId } from '../builders/ticket.ts'

// Small companies as teams keep their trackers, from records to mails. What must come out was reckoned by hand.

const four = ['ada', 'ben', 'cleo', 'dan']
/** 65 working days in Berlin, without holidays. */
const days = weekdays('2026-04-01', '2026-06-30')

interface PlanSketch {
  readonly people?: readonly string[]
  readonly calendar?: string
  readonly fiscal?: string
  readonly quarter?: string
  /** More of the team's plan. */
  readonly team?: string
}

function person(name: string, membership = '', more = ''): string {
  return `  - { email: ${name}@company.example, name: ${name}, teams: [{ team: core, from: 2025-01-01${membership} }]${more} }`
}

function planOf({
  people,
  calendar = '',
  fiscal = '',
  quarter = '2026-Q2',
  team = '',
}: PlanSketch = {}): string {
  return `
company: Example Works
${fiscal}
calendars:
  berlin: { time_zone: Europe/Berlin, workday: "09:00-17:00", weekend: [saturday, sunday]${calendar} }
teams: [{ id: core, name: Core, calendar: berlin }]
people:
${(people ?? four.map((name) => person(name))).join('\n')}
quarters:
  ${quarter}: { teams: { core: { shares: { roadmap: 0.5, ktlo: 0.3, reliability: 0.2 }${team} } } }
stakeholders:
  - { email: grace@company.example, name: Grace Sample, audience: executive, scope: company }
`
}

function companyOf(board: HandmadeBoard, plan: PlanSketch = {}, changes: Partial<HandmadeCompany> = {}) {
  return measured({
    planYaml: planOf(plan),
    tickets: board.tickets,
    events: board.events,
    statuses: board.statuses,
    users: accountsOf([...four, 'eva', 'lead']),
    quarter: '2026-Q2',
    asOf: '2026-07-03T06:00',
    ...changes,
  })
}

/** One card a person and week, Monday morning (or the quarter's first) to Friday afternoon: a bug where `isBug`, else a story. */
function weekly(board: HandmadeBoard, name: string, isBug = false, of = days): void {
  for (let week = 0; week + 5 <= of.length; week += 5) {
    const moves = [[of[week] ?? '', 'doing'] as const, [`${of[week + 4]}T15:00`, 'done'] as const]
    board.card(`W-${name}-${week}`, name, isBug ? 'Bug' : 'Story', moves)
  }
}

test('scrum with sub-tasks: the days are the sub-tasks’, none the story’s that the lead has open all along', () => {
  const board = new HandmadeBoard()
  for (let week = 0; week + 5 <= days.length; week += 5) {
    const moves = [[days[week] ?? '', 'doing'] as const, [`${days[week + 4]}T15:00`, 'done'] as const]
    board.card(`STORY-${week}`, 'ada', 'Story', moves)
    for (const name of ['ada', 'ben', 'cleo'])
      board.card(`SUB-${name}-${week}`, name, 'Sub-task', moves, {
        parent: `STORY-${week}`,
        hierarchyLevel: -1,
      })
    board.card(`BUG-${week}`, 'dan', 'Bug', moves)
  }
  const company = companyOf(board)
  expect(company.daysOf('core')).toMatchObject({ roadmap: 195, ktlo: 65, unattributed: 0 })
  expect(company.daysOn('STORY-0')).toBe(0)
  expect(company.daysOn('SUB-ada-0')).toBe(5)
})

test('sub-tasks that are only ticked off leave the story its days', () => {
  const board = new HandmadeBoard()
  weekly(board, 'ada')
  board.card('TICK', 'ada', 'Sub-task', [['2026-04-02', 'done']], { parent: 'W-ada-0', hierarchyLevel: -1 })
  expect(companyOf(board).daysOn('W-ada-0')).toBe(5)
})

const inFourLanguages: readonly Status[] = [
  ['de', 'In Arbeit', 'In Prüfung', 'Fertig'],
  ['fr', 'En cours', 'En revue', 'Terminé'],
  ['ja', '進行中', 'レビュー中', '完了'],
  ['pl', 'W toku', 'Zablokowane', 'Gotowe'],
].flatMap(([code, working = '', waiting = '', done = '']) => [
  { connectionId, statusId: `${code}-work`, name: working, category: 'in_progress' as const },
  { connectionId, statusId: `${code}-wait`, name: waiting, category: 'in_progress' as const },
  { connectionId, statusId: `${code}-done`, name: done, category: 'done' as const },
])

test('statuses in four languages: what waits weighs little in each, and the same', () => {
  const board = new HandmadeBoard(inFourLanguages)
  for (const [index, code] of ['de', 'fr', 'ja', 'pl'].entries()) {
    const name = four[index] ?? ''
    const done = ['2026-04-10T15:00', `${code}-done`] as const
    board.card(`WORK-${code}`, name, 'Bug', [['2026-04-01', `${code}-work`], done])
    board.card(`WAIT-${code}`, name, 'Story', [['2026-04-01', `${code}-wait`], done])
  }
  const { daysOn } = companyOf(board)
  const waited = ['de', 'fr', 'ja', 'pl'].map((code) => daysOn(`WAIT-${code}`))
  expect(new Set(waited)).toEqual(new Set([daysOn('WAIT-de')]))
  expect(daysOn('WAIT-de')).toBeLessThan(1)
  expect(daysOn('WAIT-de') + daysOn('WORK-de')).toBeCloseTo(8)
})

test('review kept under To Do: two of five days, until the rule file says that it waits', () => {
  const board = new HandmadeBoard([
    { connectionId, statusId: 'cr', name: 'Code Review', category: 'unstarted' },
  ])
  for (const name of four)
    for (let week = 0; week + 5 <= days.length; week += 5)
      board.card(`R-${name}-${week}`, name, 'Story', [
        [days[week] ?? '', 'doing'],
        [`${days[week + 1]}T15:00`, 'cr'],
        [`${days[week + 4]}T15:00`, 'done'],
      ])
  const unmapped = companyOf(board)
  expect(unmapped.daysOf('core')).toMatchObject({ roadmap: 104, unattributed: 156 })
  expect(unmapped.mail('executive')).toContain('60 % of the working days had no ticket in progress')
  const rulesYaml = `
statuses: [{ status: Code Review, means: waiting }]
rules: [{ name: Stories, category: roadmap, when: { type: story } }]
`
  expect(companyOf(board, {}, { rulesYaml }).daysOf('core')).toMatchObject({ roadmap: 260, unattributed: 0 })
})

test('tickets that nobody moves before they are done show no work, and the mail says so', () => {
  const board = new HandmadeBoard()
  for (const name of four)
    for (const day of days) board.card(`N-${name}-${day}`, name, 'Story', [[day, 'done']])
  const company = companyOf(board)
  expect(company.daysOf('core')).toMatchObject({ roadmap: 0, unattributed: 260 })
  expect(company.mail('executive')).toContain('Nothing can be said about Q2: no ticket showed any work.')
})

test('hours logged on tickets that were never moved are days in proportion, however many a day', () => {
  const board = new HandmadeBoard()
  for (const name of four) {
    board.card(`F-${name}`, name, 'Story', [])
    board.card(`B-${name}`, name, 'Bug', [])
    for (const day of days) {
      board.log(`F-${name}`, `${day}T00:00`, name, name === 'ada' ? 9 : 6)
      board.log(`B-${name}`, `${day}T00:00`, name, name === 'ada' ? 3 : 2)
    }
  }
  expect(companyOf(board).daysOf('core')).toMatchObject({ roadmap: 195, ktlo: 65, unattributed: 0 })
})

test('hours that an app logs for nobody by name are no days, and are told with what is in no figure', () => {
  const board = new HandmadeBoard()
  weekly(board, 'ada')
  for (const day of days) board.log('W-ada-0', day, 'tempo', 6)
  const apps = accountsOf(['tempo']).map((account) => ({ ...account, email: null, isApp: true }))
  const users = [...accountsOf(four), ...apps]
  const company = companyOf(board, {}, { users })
  expect(company.daysOf('core')).toMatchObject({ roadmap: 65, unattributed: 195 })
  expect(company.mail('engineering')).toContain(
    'Not in these figures: 390 hours that apps logged for nobody.',
  )
})

test('whoever left takes no days to their open tickets', () => {
  const board = new HandmadeBoard()
  for (const name of four) weekly(board, name)
  board.card('OPEN', 'eva', 'Bug', [
    ['2026-04-01', 'doing'],
    ['2026-04-20', 'review'],
    ['2026-04-21', 'doing'],
  ])
  const people = [...four.map((name) => person(name)), person('eva', ', to: 2026-04-30')]
  const company = companyOf(board, { people })
  // Eva's 22 days of April.
  expect(company.daysOf('core')).toMatchObject({ roadmap: 260, ktlo: 22, unattributed: 0 })
  expect(company.reconciliation.company.capacity.workingMilliDays).toBe(282_000)
})

test('part-timers have their part of each day, and on-call weeks half of theirs on a line of their own', () => {
  const board = new HandmadeBoard()
  for (const name of four) weekly(board, name, name === 'dan')
  const onCall = ', on_call: [{ from: 2026-05-04, to: 2026-05-10, share: 0.5 }]'
  const people = [
    person('ada'),
    person('ben', ', fraction: 0.8'),
    person('cleo', '', onCall),
    person('dan', ', fraction: 0.5'),
  ]
  const company = companyOf(board, { people })
  expect(company.daysOf('core')).toMatchObject({ roadmap: 65 + 52 + 62.5, ktlo: 32.5, unattributed: 0 })
  expect(company.reconciliation.company.capacity.onCallMilliDays).toBe(2500)
})

test('a fiscal quarter of thirteen weeks has its region’s holidays', () => {
  const board = new HandmadeBoard()
  for (const name of four) weekly(board, name, name === 'ada', weekdays('2026-03-30', '2026-06-28'))
  const fiscal = 'fiscal_quarters: 4-4-5\nfiscal_year_first_day: nearest monday'
  const company = companyOf(board, { fiscal, calendar: ', region: DE-BE' })
  // 65 days less Good Friday, Easter Monday, May Day, Ascension and Whit Monday.
  expect(company.daysOf('core')).toMatchObject({ roadmap: 180, ktlo: 60, unattributed: 0 })
})

test('a fiscal year named after its end begins in the year before', () => {
  const board = new HandmadeBoard()
  for (const name of four) weekly(board, name, false, weekdays('2026-02-02', '2026-05-01'))
  const fiscal = 'fiscal_year_starts: 2\nfiscal_year_named_after: end'
  const quarter = '2027-Q1'
  const company = companyOf(board, { fiscal, quarter }, { quarter, asOf: '2026-05-05T06:00' })
  // February to April 2026: 64 weekdays each, the last of them May's.
  expect(company.daysOf('core')).toMatchObject({ roadmap: 256, unattributed: 0 })
  expect(company.mail('executive')).toContain('Example Works, Q1 2027')
})

test('an epic closed as Won’t Do is told as dropped, with what it took', () => {
  const board = new HandmadeBoard()
  for (const name of ['ben', 'cleo', 'dan']) weekly(board, name)
  const dropped = { resolutionId: '9', resolutionName: 'Won’t Do' }
  board.card(
    'EPIC',
    null,
    'Epic',
    [
      ['2026-04-01', 'doing', 'ada'],
      ['2026-04-20', 'done', 'ada'],
    ],
    {
      hierarchyLevel: 1,
      title: 'Loyalty cards',
      ...dropped,
    },
  )
  board.card(
    'PART',
    'ada',
    'Story',
    [
      ['2026-04-01', 'doing'],
      ['2026-04-02T15:00', 'done'],
    ],
    { parent: 'EPIC', ...dropped },
  )
  const team = ', commitments: [{ name: Loyalty cards, ticket: EPIC, person_days: 60 }]'
  const company = companyOf(board, { team })
  expect(company.reconciliation.company.commitments).toMatchObject([
    { standing: 'dropped', actualMilliDays: 2000 },
  ])
  expect(company.mail('product')).toContain('dropped after 2 of its 60 person-days')
})

test('in a quarter’s first days no reader is told what is missing of it', () => {
  const board = new HandmadeBoard()
  for (const name of four) board.card(`Q-${name}`, name, 'Story', [['2026-04-01', 'doing']])
  const company = companyOf(board, {}, { asOf: '2026-04-02T16:00' })
  for (const audience of ['executive', 'product', 'engineering'] as const) {
    expect(company.mail(audience)).toContain('only 2 working days of Q2 have begun')
    expect(company.mail(audience)).not.toMatch(/reliability days|at this pace|behind/)
  }
})

test('half of the planned people: told first, and the next quarter’s choice is of the days that it has', () => {
  const board = new HandmadeBoard()
  for (const name of four) weekly(board, name, name === 'ada')
  const { mail } = companyOf(board, { team: ', headcount: 8' })
  expect(mail('executive')).toContain('260 of the 520 planned person-days had nobody to do them.')
  // A fifth of the 264 days that four people have in Q3, not of the 520 that eight would have had.
  expect(mail('executive')).toContain('Q3 has about 265 person-days')
  expect(mail('executive')).toContain('takes 53 more person-days than Q2 gave it')
})
