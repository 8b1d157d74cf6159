import { describe, expect, it } from 'vitest'
import { parsePlanFile } from '../../../../domain/plan/file/plan-file.ts'
import { FileProblemsError } from '../../../../domain/yaml/yaml-file.ts'

const good = `company: Example Works
cost_per_person_day: { amount: 700, currency: EUR }
calendars:
  berlin: { time_zone: Europe/Berlin, workday: "09:00-17:30", weekend: [friday, saturday], holidays: [2026-05-01] }
teams:
  - { id: core, name: Core, calendar: berlin }
people:
  - email: Ada.Example@company.example
    name: Ada Example
    accounts: { our-jira: "712020:ada" }
    teams:
      - { team: core, from: 2026-01-01, to: 2026-03-31, fraction: 0.5 }
      - { team: core, from: 2026-04-01 }
    absences:
      - { from: 2026-05-04, to: 2026-05-08 }
quarters:
  2026-Q2:
    planning_starts: 2026-06-15
    teams:
      core:
        shares: { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 }
        commitments:
          - { name: Invoicing, ticket: CORE-1, person_days: 40 }
          - { name: Partner API, project: Partner API, person_days: 10 }
stakeholders:
  - { email: grace@company.example, name: Grace Sample, audience: executive, scope: company }
`

function problemsOf(text: string): string {
  try {
    parsePlanFile(text, 'plan.yaml')
  } catch (error) {
    if (error instanceof FileProblemsError) return error.message
    throw error
  }
  return ''
}

describe('a plan file', () => {
  it('becomes a plan with half-open ranges, minutes and lower-case addresses', () => {
    const plan = parsePlanFile(good)
    expect(plan.calendars[0]).toEqual({
      calendarId: 'berlin',
      timeZone: 'Europe/Berlin',
      weekend: [5, 6],
      holidays: ['2026-05-01'],
      workdayStartMinute: 540,
      workdayEndMinute: 1050,
    })
    expect(plan.people[0]).toMatchObject({
      personId: 'ada.example@company.example',
      accounts: [{ connectionName: 'our-jira', accountId: '712020:ada' }],
      memberships: [
        { from: '2026-01-01', to: '2026-04-01', fractionShare: 0.5 },
        { from: '2026-04-01', to: null, fractionShare: 1 },
      ],
      absences: [{ from: '2026-05-04', to: '2026-05-09' }],
    })
    expect(plan.quarters[0]?.teams[0]?.commitments.map(({ target }) => target)).toEqual([
      { kind: 'ticket', name: 'CORE-1' },
      { kind: 'project', name: 'Partner API' },
    ])
  })

  it.each([
    ['shares that do not sum to 1', 'ktlo: 0.25', 'ktlo: 0.3', /^plan\.yaml:21:17 .*shares: must sum to 1/],
    [
      'a team that is not listed',
      '{ team: core, from: 2026-04-01 }',
      '{ team: cor, from: 2026-04-01 }',
      /^plan\.yaml:13:17 people\[1\]\.teams\[2\]\.team: there is no team "cor"/,
    ],
    ['memberships that overlap', 'to: 2026-03-31', 'to: 2026-04-01', /^plan\.yaml:13:9 .*overlaps/],
    ['a date that is none', '2026-05-04', '2026-02-30', /^plan\.yaml:15:17 .*must be a date/],
    ['a zone that is none', 'Europe/Berlin', 'Europe/Berlim', /^plan\.yaml:4:24 .*time zone/],
    [
      'an absence that ends before it starts',
      'to: 2026-05-08',
      'to: 2026-05-01',
      /^plan\.yaml:15:33 .*ends before/,
    ],
    [
      'a scope that is no team',
      'scope: company',
      'scope: cor',
      /^plan\.yaml:26:\d+ .*there is no team "cor"/,
    ],
    [
      'a commitment to two things',
      'ticket: CORE-1',
      'ticket: CORE-1, project: X',
      /^plan\.yaml:23:13 .*must name one of/,
    ],
    ['a misspelt word', 'absences:', 'absenses:', /^plan\.yaml:14:5 .*absenses: is not a word/],
    ['a key twice', 'company: Example Works', 'company: A\ncompany: B', /^plan\.yaml:2:1 /],
  ])('is refused for %s, with line and column', (_case, from, to, problem) => {
    expect(good).toContain(from)
    expect(problemsOf(good.replace(from, to))).toMatch(problem)
  })
})

describe('the review of a plan', () => {
  it('is none unless it stands there, and has five days and no approval unless told', () => {
    expect(parsePlanFile(good).review).toBeUndefined()
    expect(parsePlanFile(`${good}review: {}\n`).review).toEqual({ days: 5, approval: false })
    const told = parsePlanFile(`${good}review: { days: 14, approval: true }\n`)
    expect(told.review).toEqual({ days: 14, approval: true })
  })

  it('has at least a day and at most two weeks', () => {
    expect(parsePlanFile(`${good}review: { days: 1 }\n`).review?.days).toBe(1)
    expect(problemsOf(`${good}review: { days: 0 }\n`)).not.toBe('')
    expect(problemsOf(`${good}review: { days: 15 }\n`)).not.toBe('')
  })
})

it('names whom replies reach, for the company, a team and a reader, or nobody', () => {
  expect(parsePlanFile(good)).not.toHaveProperty('replyTo')
  expect(parsePlanFile(good).teams[0]).not.toHaveProperty('replyTo')
  expect(parsePlanFile(`${good}reply_to: Ada@Company.example\n`).replyTo).toBe('ada@company.example')
  const ofTeam = parsePlanFile(
    good.replace('calendar: berlin', 'calendar: berlin, reply_to: tom@company.example'),
  )
  expect(ofTeam.teams[0]?.replyTo).toBe('tom@company.example')
  const ofReader = parsePlanFile(
    good.replace('scope: company', 'scope: company, reply_to: Una@company.example'),
  )
  expect(ofReader.stakeholders[0]?.replyTo).toBe('una@company.example')
  expect(parsePlanFile(good).stakeholders[0]).not.toHaveProperty('replyTo')
  expect(problemsOf(`${good}reply_to: Ada\n`)).toMatch(/reply_to: must be an e-mail address/)
})

describe('the quiet hours of a plan', () => {
  const reader = 'audience: executive, scope: company'

  it('are none unless they stand there, end on the day after where they last past midnight, and leave zones to teams', () => {
    expect(parsePlanFile(good)).not.toHaveProperty('quietHours')
    const night = parsePlanFile(`${good}quiet_hours: 20:00-07:00\n`)
    expect(night.quietHours).toEqual({ startMinute: 20 * 60, endMinute: 31 * 60 })
    expect(night.stakeholders[0]).not.toHaveProperty('timeZone')
    const zoned = parsePlanFile(good.replace(reader, `${reader}, time_zone: Asia/Tokyo`))
    expect(zoned.stakeholders[0]?.timeZone).toBe('Asia/Tokyo')
  })

  it('are refused where they never end, or no reader can tell their time', () => {
    expect(problemsOf(`${good}quiet_hours: "20:00-20:00"\n`)).toMatch(/quiet_hours: must end at another time/)
    expect(problemsOf(`${good}quiet_hours: "8pm-7am"\n`)).toMatch(/quiet_hours: must be such as/)
    expect(problemsOf(good.replace(reader, `${reader}, time_zone: Mars`))).toMatch(
      /time_zone: must be a time zone/,
    )
  })

  // odoo/odoo#242505, opnsense/core#3800: Etc/GMT+2 is two hours behind UTC. EST has no summer time.
  it.each([
    ['Etc/GMT+2', 'Etc/UTC'],
    ['Etc/GMT-10', 'Etc/GMT'],
    ['EST', 'EST5EDT'],
    ['HST', 'CET'],
  ])('are refused in %s, which isn’t what it seems to be, and not in %s', (misread, plain) => {
    const inZone = (zone: string) => problemsOf(good.replace(reader, `${reader}, time_zone: ${zone}`))
    expect(inZone(misread)).toMatch(/time_zone: must be a time zone by its place, such as Europe\/Berlin/)
    expect(inZone(plain)).toBe('')
  })

  it('are by one clock for one reader', () => {
    const two = (zone: string) =>
      `${good.replace(reader, `${reader}, time_zone: Asia/Tokyo`)}  - { email: Grace@company.example, name: Grace Sample, audience: product, scope: core, time_zone: ${zone} }\n`
    expect(problemsOf(two('Asia/Tokyo'))).toBe('')
    expect(problemsOf(two('Asia/Seoul'))).toMatch(
      /stakeholders\[2\]\.time_zone: grace@company\.example is in Asia\/Tokyo/,
    )
  })
})
