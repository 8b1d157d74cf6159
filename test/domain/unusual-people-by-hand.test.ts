import { expect, test } from 'vitest'
import { accountsOf, HandmadeBoard } from '../builders/handmade-board.ts'
import { measured } from '../builders/handmade-company.ts'
import { commentEvent } from '../builders/ticket.ts'

// People whose days aren't those of a full-timer in one team, each with a story of their own all quarter long: what the story gets is
// what is left of their days. Reckoned by hand from 65 working days in Berlin, 22 of them in April, 21 in May and 22 in June.

const shares = 'shares: { roadmap: 0.5, ktlo: 0.3, reliability: 0.2 }'

interface Sketch {
  readonly teams: string
  /** More of Ada's line. */
  readonly more?: string
  /** What web's calendar has beside Berlin's. */
  readonly web?: string
  /** More of both teams' plans. */
  readonly plan?: string
}

function companyOf(board: HandmadeBoard, { teams, more = '', web = '', plan = '' }: Sketch) {
  const calendar = 'time_zone: Europe/Berlin, workday: "09:00-17:00", weekend: [saturday, sunday]'
  return measured({
    planYaml: `
company: Example Works
minimum_group: 1
calendars:
  berlin: { ${calendar} }
  other: { ${calendar}${web} }
teams:
  - { id: core, name: Core, calendar: berlin }
  - { id: web, name: Web, calendar: other }
people:
  - { email: ada@company.example, name: Ada Example, teams: [${teams}]${more} }
  - { email: ben@company.example, name: Ben Example, teams: [{ team: web, from: 2025-01-01, to: 2026-04-10 }] }
quarters:
  2026-Q2: { teams: { core: { ${shares}${plan} }, web: { ${shares}${plan} } } }
stakeholders:
  - { email: grace@company.example, name: Grace Sample, audience: executive, scope: company }
`,
    tickets: board.tickets,
    events: board.events,
    statuses: board.statuses,
    users: accountsOf(['ada', 'ben']),
    quarter: '2026-Q2',
    asOf: '2026-07-03T06:00',
  })
}

/** Ada's story, in progress from before the quarter until after it, on which she comments every two weeks. */
function story(): HandmadeBoard {
  const board = new HandmadeBoard()
  const moves = [['2026-03-20', 'doing'] as const, ['2026-07-02T15:00', 'done'] as const]
  board.card('STORY', 'ada', 'Story', moves)
  for (const date of ['04-08', '04-22', '05-06', '05-20', '06-03', '06-17', '06-29'])
    board.events.push({ ...commentEvent('STORY', `2026-${date}T10:00`, 'ada'), eventId: `comment-${date}` })
  return board
}

/** Ada's days in each team, and of the two together those that aren't for tickets. */
function partsOf(sketch: Sketch) {
  const { daysOf, reconciliation } = companyOf(story(), sketch)
  const { onCallMilliDays, absenceMilliDays, workingMilliDays } = reconciliation.company.capacity
  return {
    core: daysOf('core')['roadmap'],
    web: daysOf('web')['roadmap'],
    onCall: onCallMilliDays / 1000,
    absent: absenceMilliDays / 1000,
    // Less Ben's eight.
    working: workingMilliDays / 1000 - 8,
  }
}

const inCore = '{ team: core, from: 2025-01-01 }'
const inBoth =
  '{ team: core, from: 2025-01-01, fraction: 0.5 }, { team: web, from: 2025-01-01, fraction: 0.3 }'

test.each<readonly [string, Sketch, Partial<ReturnType<typeof partsOf>>]>([
  ['comes on a Wednesday', { teams: '{ team: core, from: 2026-05-13 }' }, { core: 13 + 22, working: 35 }],
  [
    'leaves on a Tuesday',
    { teams: '{ team: core, from: 2025-01-01, to: 2026-05-12 }' },
    { core: 22 + 8, working: 30 },
  ],
  [
    'goes and comes back',
    { teams: '{ team: core, from: 2025-01-01, to: 2026-04-30 }, { team: core, from: 2026-06-01 }' },
    { core: 44, working: 44 },
  ],
  [
    'changes teams in the middle of a week',
    { teams: '{ team: core, from: 2025-01-01, to: 2026-05-12 }, { team: web, from: 2026-05-13 }' },
    { core: 30, web: 35 },
  ],
  [
    'works less from a Saturday on',
    {
      teams:
        '{ team: core, from: 2025-01-01, to: 2026-05-15, fraction: 0.8 }, { team: core, from: 2026-05-16, fraction: 0.5 }',
    },
    { core: 26.4 + 16 },
  ],
  ['is in two teams at once', { teams: inBoth }, { core: 32.5, web: 19.5, working: 52 }],
  [
    'is in two teams, of which one has days off',
    { teams: inBoth, web: ', holidays: [2026-05-01, 2026-05-04], half_holidays: [2026-05-05]' },
    { core: 32.5, web: (65 - 2.5) * 0.3 },
  ],
  [
    'is away for a week of both teams',
    { teams: inBoth, more: ', absences: [{ from: 2026-05-04, to: 2026-05-08 }]' },
    { core: 30, web: 18, absent: 4 },
  ],
  [
    'is away over both ends of the quarter, and for half a day',
    {
      teams: inCore,
      more: ', absences: [{ from: 2026-03-23, to: 2026-04-07 }, { from: 2026-05-12, to: 2026-05-12, half: true }, { from: 2026-06-22, to: 2026-07-10 }]',
    },
    { core: 65 - 5 - 0.5 - 7, absent: 12.5 },
  ],
  [
    'has a turn on call, and is away on one of its days',
    {
      teams: inCore,
      more: ', absences: [{ from: 2026-05-06, to: 2026-05-06 }], on_call: [{ from: 2026-05-04, to: 2026-05-10, share: 0.5 }]',
    },
    { core: 62, onCall: 2, absent: 1 },
  ],
  [
    'has a turn instead of the team’s part',
    {
      teams: inCore,
      more: ', on_call: [{ from: 2026-05-04, to: 2026-05-10, share: 0.5 }]',
      plan: ', on_call: 0.1',
    },
    // Ben's eight days have the team's part too.
    { core: 60 * 0.9 + 5 * 0.5, onCall: 60 * 0.1 + 5 * 0.5 + 0.8 },
  ],
  [
    'has a turn for one of two teams',
    { teams: inBoth, more: ', on_call: [{ from: 2026-05-04, to: 2026-05-08, share: 0.4, team: web }]' },
    { core: 32.5, web: 19.5 - 5 * 0.3 * 0.4, onCall: 0.6 },
  ],
  [
    'works half-time, is away half a day and on call for the rest of it',
    {
      teams: '{ team: core, from: 2025-01-01, fraction: 0.5 }',
      more: ', absences: [{ from: 2026-05-06, to: 2026-05-06, half: true }], on_call: [{ from: 2026-05-06, to: 2026-05-06, share: 0.4 }]',
    },
    { core: 32.5 - 0.25 - 0.1, onCall: 0.1, absent: 0.25 },
  ],
])('whoever %s has what is left of their days', (_, sketch, parts) => {
  expect(partsOf(sketch)).toMatchObject(parts)
})

test('a commitment of two teams has of its epic what each of them did, logs on the epic too', () => {
  const board = new HandmadeBoard()
  board.card('EPIC', null, 'Epic', [['2026-04-01', 'doing', 'lead']], { hierarchyLevel: 1 })
  const parent = { parent: 'EPIC' }
  const from = ['2026-04-01', 'doing'] as const
  board.card('S', 'ada', 'Story', [from, ['2026-04-03T15:00', 'done']], parent)
  board.card('T', 'ben', 'Story', [from, ['2026-04-10T15:00', 'done']], parent)
  for (const date of ['2026-04-14', '2026-04-15']) board.log('EPIC', date, 'ada', 8)
  const plan = ', commitments: [{ name: Big, ticket: EPIC, person_days: 10 }]'
  const { commitments } = companyOf(board, { teams: inCore, plan }).reconciliation.company
  expect(commitments.map(({ teamId, actualMilliDays }) => [teamId, actualMilliDays])).toEqual([
    ['core', 5000],
    ['web', 8000],
  ])
})
