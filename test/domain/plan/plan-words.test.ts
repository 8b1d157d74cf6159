import { describe, expect, it } from 'vitest'
import { readPlanFile } from '../../../domain/plan/file/plan-file.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { currentTeamId } from '../../../domain/plan/team-ids.ts'
import { FileProblemsError } from '../../../domain/yaml/yaml-file.ts'

interface Words {
  readonly top?: string
  readonly calendar?: string
  readonly team?: string
  readonly teams?: string
  readonly person?: string
  readonly memberships?: string
  readonly quarter?: string
}

/** A plan file of one team, with words of the test in it. */
function fileWith({ top = '', calendar = '', team = '', teams = '', person = '', ...rest }: Words): string {
  return `company: Example Works
${top}
calendars:
  berlin: { time_zone: Europe/Berlin${calendar} }
teams:
  - { id: core, name: Core, calendar: berlin${team} }
${teams}
people:
  - email: ada@company.example
    name: Ada Example
${person}
    teams: ${rest.memberships ?? '[{ team: core, from: 2026-01-01 }]'}
quarters:
  2026-Q2: { teams: { ${rest.quarter ?? 'core'}: { shares: { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 } } } }
stakeholders:
  - { email: grace@company.example, name: Grace Sample, audience: executive, scope: company }
`
}

function planWith(words: Words, rotas: Readonly<Record<string, string>> = {}): Plan {
  return readPlanFile(fileWith(words)).finish(new Map(Object.entries(rotas)))
}

function problemOf(words: Words, rotas: Readonly<Record<string, string>> = {}): string {
  try {
    planWith(words, rotas)
  } catch (error) {
    if (error instanceof FileProblemsError) return error.message
    throw error
  }
  return ''
}

describe('a calendar in the plan file', () => {
  it('may have half holidays, make-up days and a shift over midnight', () => {
    const words = ', workday: "22:00-06:00", half_holidays: [2026-12-24], workdays: [2026-05-09]'
    expect(planWith({ calendar: words }).calendars[0]).toMatchObject({
      workdayStartMinute: 1320,
      workdayEndMinute: 1800,
      halfHolidays: ['2026-12-24'],
      makeUpDays: ['2026-05-09'],
    })
    expect(problemOf({ calendar: ', workday: "09:00-09:00"' })).toMatch(/workday: must end at another time/)
  })

  it('has the public holidays of its region, days in lieu and own holidays', () => {
    const holidaysOf = (words: string) => planWith({ calendar: words }).calendars[0]?.holidays ?? []
    const berlin = holidaysOf(', region: DE-BE, holidays: [2026-12-24]')
    expect(berlin).toEqual(expect.arrayContaining(['2026-03-08', '2026-05-01', '2026-05-14', '2026-12-24']))
    expect(berlin).toEqual(expect.arrayContaining(['2025-12-25', '2027-01-01']))
    expect(berlin).not.toContain('2026-01-06')
    expect(holidaysOf(', region: DE-BY')).toContain('2026-01-06')
    expect(holidaysOf(', region: gb-eng')).toContain('2026-12-28')
    expect(holidaysOf(', region: TR')).toEqual(
      expect.arrayContaining(['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30']),
    )
  })

  it('has half days where its region has, and none of an evening', () => {
    const calendarOf = (words: string) => planWith({ calendar: words }).calendars[0]
    const solothurn = calendarOf(', region: CH-SO, half_holidays: [2026-12-24]')
    expect(solothurn?.halfHolidays).toEqual(expect.arrayContaining(['2026-05-01', '2026-12-24']))
    expect(solothurn?.holidays).not.toContain('2026-05-01')
    expect(solothurn?.holidays).toContain('2026-01-01')
    // From 19:00 on: nothing of a day until 17:00, two hours of eight until 21:00, four of five until 23:00.
    const adelaide = calendarOf(', region: AU-SA')
    expect(adelaide?.holidays).not.toContain('2026-12-24')
    expect(adelaide?.halfHolidays).toBeUndefined()
    expect(calendarOf(', region: AU-SA, workday: "13:00-21:00"')?.halfHolidays).toContain('2026-12-24')
    expect(calendarOf(', region: AU-SA, workday: "18:00-23:00"')?.holidays).toContain('2026-12-24')
    // Three and a half days, from an evening on.
    const istanbul = calendarOf(', region: TR')
    expect(istanbul?.holidays).toEqual(expect.arrayContaining(['2026-03-20', '2026-03-21', '2026-03-22']))
    expect(istanbul?.holidays).not.toContain('2026-03-23')
    expect(istanbul?.halfHolidays).toContain('2026-03-23')
  })

  it('has holidays that begin at sunset on their dates, whatever its hours', () => {
    for (const workday of ['09:00-17:00', '14:00-22:00', '22:00-06:00']) {
      const { holidays = [], halfHolidays } =
        planWith({ calendar: `, region: IL, workday: "${workday}"` }).calendars[0] ?? {}
      expect(holidays).toEqual(
        expect.arrayContaining(['2026-04-02', '2026-09-12', '2026-09-13', '2026-09-21']),
      )
      expect(holidays).not.toContain('2026-04-01')
      expect(halfHolidays).toBeUndefined()
    }
  })

  it.each(['XX', 'DE-XX', 'DE-BE-XX', 'Germany'])('has no region %s', (region) => {
    expect(problemOf({ calendar: `, region: ${region}` })).toMatch(
      /region: must be a country, or a country and state/,
    )
  })
})

describe('the fiscal year in the plan file', () => {
  it('may be named after its end, and have quarters of 13 weeks', () => {
    const top =
      'fiscal_year_starts: 2\nfiscal_year_named_after: end\nfiscal_quarters: 4-5-4\nfiscal_year_first_day: nearest sunday'
    expect(planWith({ top })).toMatchObject({
      fiscalStartMonth: 2,
      fiscalYearNamedAfter: 'end',
      fiscalWeeks: { firstWeekday: 7, rule: 'nearest' },
    })
    expect(planWith({ top: 'fiscal_quarters: 13-weeks' }).fiscalWeeks).toEqual({
      firstWeekday: 1,
      rule: 'nearest',
    })
    expect(planWith({}).fiscalWeeks).toBeNull()
    expect(problemOf({ top: 'fiscal_year_first_day: sunday' })).toMatch(/must be such as "nearest monday"/)
  })
})

describe('the smallest group that has figures of its own', () => {
  it('is 4 unless the plan says otherwise, and at least 1', () => {
    expect(planWith({}).minimumGroupPeople).toBe(4)
    expect(planWith({ top: 'minimum_group: 1' }).minimumGroupPeople).toBe(1)
    expect(problemOf({ top: 'minimum_group: 0' })).toMatch(/minimum_group: must be at least 1/)
  })
})

describe('accounts in the plan file', () => {
  it('may be several of one person on one tracker, and those of machines', () => {
    const plan = planWith({
      top: 'machine_accounts: { our-jira: [Automation for Jira, "712020:bot"], our-linear: bot@company.example }',
      person: '    accounts: { our-jira: ["712020:a", "712020:b"] }',
    })
    expect(plan.people[0]?.accounts.map(({ accountId }) => accountId)).toEqual(['712020:a', '712020:b'])
    expect(plan.machineAccounts).toEqual([
      { connectionName: 'our-jira', account: 'Automation for Jira' },
      { connectionName: 'our-jira', account: '712020:bot' },
      { connectionName: 'our-linear', account: 'bot@company.example' },
    ])
  })

  it('belong to one', () => {
    const top = 'machine_accounts: { our-jira: "712020:a" }'
    const person = '    accounts: { our-jira: "712020:a" }'
    expect(problemOf({ top, person })).toMatch(
      /accounts.our-jira: 712020:a is listed for machine_accounts too/,
    )
    expect(problemOf({ top: top.replace('our-jira', '"Our-Jira "'), person })).toMatch(
      /accounts.our-jira: 712020:a is listed for machine_accounts too/,
    )
  })

  it('that look like numbers must be in quotes', () => {
    expect(problemOf({ person: '    accounts: { our-jira: 5e1234 }' })).toMatch(
      /^plan\.yaml:\d+:\d+ people\[1\]\.accounts\.our-jira: 5e1234 is read as a number: put it in quotes: "5e1234"$/,
    )
    expect(problemOf({ person: '    accounts: { our-jira: ["a", 007] }' })).toMatch(
      /our-jira\[2\]: 007 is read/,
    )
  })
})

describe('a team that was renamed', () => {
  const renamed = {
    team: ', formerly: kernel',
    memberships: '[{ team: kernel, from: 2026-01-01 }]',
    quarter: 'kernel',
  }

  it('is known by its former id, in the file too', () => {
    const plan = planWith(renamed)
    expect(plan.teams[0]?.formerIds).toEqual(['kernel'])
    expect(plan.people[0]?.memberships[0]?.teamId).toBe('core')
    expect(plan.quarters[0]?.teams[0]?.teamId).toBe('core')
    expect([currentTeamId(plan, 'kernel'), currentTeamId(plan, 'core'), currentTeamId(plan, 'x')]).toEqual([
      'core',
      'core',
      'x',
    ])
  })

  it('has a former id that no other team has or had', () => {
    const twice = '  - { id: search, name: Search, calendar: berlin, formerly: [kernel] }'
    expect(problemOf({ ...renamed, teams: twice })).toMatch(
      /teams\[2\].formerly: kernel is another team's former id/,
    )
    const inUse = '  - { id: kernel, name: Kernel, calendar: berlin }'
    expect(problemOf({ ...renamed, teams: inUse })).toMatch(/teams\[1\].formerly: there is a team kernel/)
  })
})

describe('people in several teams at once', () => {
  const search = '  - { id: search, name: Search, calendar: berlin }'
  const halves = (first: number, second: number) =>
    `[{ team: core, from: 2026-01-01, fraction: ${first} }, { team: search, from: 2026-02-01, fraction: ${second} }]`

  it('make one person at most', () => {
    expect(planWith({ teams: search, memberships: halves(0.5, 0.5) }).people[0]?.memberships).toHaveLength(2)
    expect(problemOf({ teams: search, memberships: halves(0.5, 0.6) })).toMatch(
      /teams\[2\]: overlaps with core: fractions sum to 1.1 on 2026-02-01, and must sum to 1 at most/,
    )
    expect(problemOf({ teams: search, memberships: halves(0.5, 0.50001) })).toMatch(/sum to 1.00001 on/)
  })

  it('are in each of them once', () => {
    const twice =
      '[{ team: core, from: 2026-01-01, fraction: 0.5 }, { team: core, from: 2026-02-01, fraction: 0.5 }]'
    expect(problemOf({ memberships: twice })).toMatch(/overlaps with another time in core/)
  })
})

describe('absences and on-call turns', () => {
  it('may be half days, and a turn of a person', () => {
    const person =
      '    absences: [{ from: 2026-05-04, to: 2026-05-04, half: true }]\n    on_call: [{ from: 2026-05-11, to: 2026-05-17, share: 0.5 }]'
    expect(planWith({ person }).people[0]).toMatchObject({
      absences: [{ from: '2026-05-04', to: '2026-05-05', partOfDay: 0.5 }],
      onCallTurns: [{ teamId: null, from: '2026-05-11', to: '2026-05-18', onCallShare: 0.5 }],
    })
  })

  const team = ', on_call_rota: { file: rota.ics, share: 0.4 }'
  const rota = (title: string) =>
    `BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:${title}\nDTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260507\nEND:VEVENT\nEND:VCALENDAR\n`

  it('may come from an iCalendar file, which names people by address or name', () => {
    for (const title of ['On call - ADA  Example', 'ada@company.example']) {
      expect(planWith({ team }, { 'rota.ics': rota(title) }).people[0]?.onCallTurns).toEqual([
        { teamId: 'core', from: '2026-05-04', to: '2026-05-07', onCallShare: 0.4 },
      ])
    }
  })

  it('takes the time of who helps out from another team, on the days on which they aren’t in its own', () => {
    const memberships = '[{ team: core, from: 2026-05-06 }, { team: side, from: 2026-01-01, to: 2026-05-05 }]'
    const teams = '  - { id: side, name: Side, calendar: berlin }'
    const [ada] = planWith({ team, teams, memberships }, { 'rota.ics': rota('Ada Example') }).people
    expect(ada?.onCallTurns).toEqual([
      { teamId: null, from: '2026-05-04', to: '2026-05-06', onCallShare: 0.4 },
      { teamId: 'core', from: '2026-05-06', to: '2026-05-07', onCallShare: 0.4 },
    ])
    const person = '    on_call: [{ from: 2026-05-04, to: 2026-05-06, share: 0.4, team: core }]'
    expect(planWith({ person, teams, memberships }).people[0]?.onCallTurns).toEqual(ada?.onCallTurns)
  })

  it('are one turn of the team as long as the person is in it, whatever their fraction', () => {
    const memberships =
      '[{ team: core, from: 2026-01-01, to: 2026-05-05, fraction: 0.5 }, { team: core, from: 2026-05-06 }]'
    const person = '    on_call: [{ from: 2026-05-04, to: 2199-12-31, share: 0.4, team: core }]'
    expect(planWith({ person, memberships }).people[0]?.onCallTurns).toEqual([
      { teamId: 'core', from: '2026-05-04', to: '2200-01-01', onCallShare: 0.4 },
    ])
  })

  it('names whole names alone, the longest that fits', () => {
    const people = ['Ann Lee', 'Ann Lee-Moor', '田中太郎', 'Léa'].map(
      (name, index) =>
        `  - { email: ${index === 0 ? 'n' : `p${index}`}@company.example, name: ${name}, teams: [{ team: core, from: 2026-01-01 }] }`,
    )
    const named = (title: string) => {
      const file = fileWith({ team }).replace('people:', `people:\n${people.join('\n')}`)
      const plan = readPlanFile(file).finish(new Map([['rota.ics', rota(title)]]))
      return plan.people.filter(({ onCallTurns = [] }) => onCallTurns.length > 0).map(({ name }) => name)
    }
    expect(named('On call: ann lee')).toEqual(['Ann Lee'])
    expect(named('On call: Ann Lee-Moor')).toEqual(['Ann Lee-Moor'])
    expect(named('Ann Lee-Moor / Ann Lee')).toEqual(['Ann Lee', 'Ann Lee-Moor'])
    expect(named('当番田中太郎')).toEqual(['田中太郎'])
    expect(named('n@company.example')).toEqual(['Ann Lee'])
    expect(named('Ada Example <ada@company.example>, Léa')).toEqual(['Léa', 'Ada Example'])
    for (const other of ['Joann Lee', 'Ann Leeson', 'ben@company.example', 'x-n@company.example', 'Léandre'])
      expect(() => named(other)).toThrow(/names nobody of people/)
  })

  it('are reported where the file names nobody, is none, or is missing', () => {
    const rotaProblem = (text: string) => problemOf({ team }, { 'rota.ics': text })
    expect(rotaProblem(rota('Zoe'))).toMatch(
      /on_call_rota.file: names nobody of people; its first turn is "Zoe"/,
    )
    expect(rotaProblem('x')).toMatch(/on_call_rota.file: is no iCalendar file/)
    expect(problemOf({ team })).toMatch(/on_call_rota.file: cannot be read/)
    expect(readPlanFile(fileWith({ team })).rotaFiles).toEqual(['rota.ics'])
  })

  it('that name nobody stay with the team, by title, where others name somebody', () => {
    const events = [
      ['Zoe', '0601', '0603'],
      ['Ada Example', '0504', '0507'],
      ['Zoe', '0511', '0513'],
      ['Cover', '0515', '0516'],
    ].map(
      ([title, from, to], uid) =>
        `BEGIN:VEVENT\nUID:${uid}\nSUMMARY:${title}\nDTSTART;VALUE=DATE:2026${from}\nDTEND;VALUE=DATE:2026${to}\nEND:VEVENT\n`,
    )
    const text = `BEGIN:VCALENDAR\n${events.join('')}END:VCALENDAR\n`
    const [found] = planWith({ team }, { 'rota.ics': text }).teams
    expect(found?.turnsOfNobody).toEqual([
      { title: 'Zoe', from: '2026-05-11', turns: 2 },
      { title: 'Cover', from: '2026-05-15', turns: 1 },
    ])
    expect(planWith({ team }, { 'rota.ics': rota('Ada Example') }).teams[0]?.turnsOfNobody).toBeUndefined()
  })
})

it('people and readers are one, however their international domain is spelt', () => {
  const other = (spelling: string) =>
    `{ email: ben@${spelling}, name: Ben, teams: [{ team: core, from: 2026-01-01 }] }`
  const reader = (spelling: string) =>
    `  - { email: una@${spelling}, name: Una, audience: product, scope: core }`
  const spellings = ['münchen.example', 'xn--mnchen-3ya.example']
  const file = fileWith({})
    .replace('people:', `people:\n${spellings.map((each) => `  - ${other(each)}`).join('\n')}`)
    .concat(`${spellings.map(reader).join('\n')}\n`)
  expect(() => readPlanFile(file)).toThrow(/ben@xn--mnchen-3ya.example is listed twice/)
  expect(() => readPlanFile(file)).toThrow(
    /una@xn--mnchen-3ya.example as product reader of core is listed twice/,
  )
})

it('shares that do not sum to 1 are reported with their sum', () => {
  const text = fileWith({}).replace('ktlo: 0.25', 'ktlo: 0.3')
  expect(() => readPlanFile(text)).toThrow(/shares: must sum to 1; they sum to 1.05/)
  const thirds = fileWith({}).replace(/roadmap: [\d.]+, ktlo: [\d.]+, reliability: [\d.]+/, () =>
    ['roadmap', 'ktlo', 'reliability'].map((category) => `${category}: 0.333333`).join(', '),
  )
  expect(() => readPlanFile(thirds)).toThrow(/shares: must sum to 1; they sum to 0.999999$/m)
})
