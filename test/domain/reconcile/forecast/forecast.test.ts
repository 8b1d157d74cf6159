import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Plan } from '../../../../domain/plan/plan.ts'
import type { Forecast } from '../../../../domain/reconcile/dataset/forecast.ts'
import type { PastQuarter } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import { type ForecastInput, forecastsOf } from '../../../../domain/reconcile/forecast/forecast.ts'
import { aPerson, aPlan, aTeamPlan } from '../../../builders/plan.ts'
import { pastScopeOf } from '../../../builders/reconciliation.ts'
import { at } from '../../../builders/ticket.ts'

const names = ['Ada', 'Ben', 'Cem', 'Dora'].map((name) => `${name} Example`)
const four = aPlan({ minimumGroupPeople: 4, people: names.map((name) => aPerson(name)) })
const none = { tickets: 0, incidents: 0, incidentsOutOfHours: 0, milliDays: 0 }

/** A quarter in which a team's and the company's KTLO took these shares, with a band of ±6 points. */
function aQuarter(quarter: string, ktlo: number, companyKtlo = ktlo): PastQuarter {
  const sharesOf = (share: number) => ({ roadmap: 1 - share, ktlo: share, reliability: 0, uncategorised: 0 })
  return {
    quarter,
    scopes: [pastScopeOf('company', sharesOf(companyKtlo), none), pastScopeOf('core', sharesOf(ktlo), none)],
  }
}

function forecast(changes: Partial<ForecastInput> = {}, scopeId = 'core'): Forecast {
  return forecastsOf({
    plan: four,
    before: '2026-Q2',
    quarter: '2026-Q3',
    asOfAt: at('2026-07-10T00:00'),
    quarters: [aQuarter('2026-Q1', 0.4), aQuarter('2026-Q2', 0.3)],
    isClosed: true,
    elapsedShare: 1,
    kept: [],
    ...changes,
  })(scopeId)
}

describe('what can be promised', () => {
  it('is the days available less what keeping things running is expected to take', () => {
    const { estimate, ...rest } = forecast()
    // Four people on 66 working days. The share: (0.3 + 0.4 / 2 + 1/3 / 4) / 1.75, the company's mean being 1/3. One miss is
    // known: 0.4 forecast for Q2, and 0.3 came.
    const share = (0.3 + 0.2 + 1 / 12) / 1.75
    const half = 1.2816 * Math.sqrt((10 * 0.075 ** 2 + 0.1 ** 2) / 11)
    expect(rest).toEqual({
      quarter: '2026-Q3',
      availableMilliDays: 264_000,
      daysOf: 'team_today',
      missing: null,
      held: [],
    })
    expect(estimate).toEqual({
      ktloShare: expect.closeTo(share, 9),
      ktloInterval: { lowShare: expect.closeTo(share - half, 9), highShare: expect.closeTo(share + half, 9) },
      promisable: {
        milliDays: 264_000 - Math.round(264_000 * share),
        lowMilliDays: 264_000 - Math.round(264_000 * (share + half)),
        highMilliDays: 264_000 - Math.round(264_000 * (share - half)),
      },
      knownQuarters: 2,
      grounds: 'few_quarters',
      runningShare: null,
      countsCompany: true,
      misses: 1,
    })
  })

  it('follows the next quarter’s plan where there is one', () => {
    const teams = [aTeamPlan({ plannedHeadcount: 6, onCallShare: 0.1 })]
    const plan = {
      ...four,
      quarters: [...four.quarters, { quarter: '2026-Q3', planningStartsOn: null, teams }],
    }
    // Six people on 66 working days, less a tenth.
    expect(forecast({ plan })).toMatchObject({ availableMilliDays: 356_400, daysOf: 'plan' })
    expect(forecast({ plan }, 'company')).toMatchObject({ availableMilliDays: 356_400, daysOf: 'plan' })
  })

  it('takes today’s on-call share, and absences, where the next quarter has no plan', () => {
    const absences = [{ from: '2026-07-01', to: '2026-07-15' }]
    const people = [aPerson('Ada Example', { absences }), ...four.people.slice(1)]
    const quarters = [
      { quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan({ onCallShare: 0.1 })] },
    ]
    // 264 days less ten of an absence, less a tenth.
    expect(forecast({ plan: { ...four, people, quarters } }).availableMilliDays).toBe(228_600)
  })

  it('is nothing where no quarter is known, and says so', () => {
    const empty = { ...aQuarter('2026-Q2', 0), scopes: [pastScopeOf('core', noWork, none)] }
    expect(forecast({ quarters: [empty] })).toMatchObject({
      availableMilliDays: 264_000,
      estimate: null,
      missing: 'no_past',
    })
  })

  it('leaves out a quarter that wasn’t read, also where it is held against its forecast', () => {
    const unread = aQuarter('2026-Q2', 1)
    const stale = { ...unread, scopes: unread.scopes.map((scope) => ({ ...scope, isStale: true as const })) }
    const known = aQuarter('2026-Q1', 0.4)
    const kept = [keptAt('2026-03-20T00:00', 0.4)]
    const { estimate, held } = forecast({ quarters: [known, stale], kept })
    expect(estimate).toMatchObject({ ktloShare: expect.closeTo(0.4, 9), knownQuarters: 1, misses: 0 })
    expect(held).toMatchObject([{ quarter: '2026-Q2', cameShare: null }])
    expect(forecast({ quarters: [stale] }).missing).toBe('no_past')
  })

  it('is nothing where nobody has a day', () => {
    const people = names.map((name) => aPerson(name, { membership: { to: '2026-07-01' } }))
    expect(forecast({ plan: { ...four, people } })).toMatchObject({
      availableMilliDays: 0,
      estimate: null,
      missing: 'nobody_available',
    })
  })

  it('has no figures for a team of three, and counts it in the company’s', () => {
    const three = { ...four, people: four.people.slice(1) }
    const kept = [keptAt('2026-03-20T00:00', 0.41)]
    expect(forecast({ plan: three, kept })).toEqual({
      quarter: '2026-Q3',
      availableMilliDays: null,
      daysOf: 'team_today',
      estimate: null,
      missing: 'small_group',
      held: [],
    })
    const plan = withOthers(three)
    expect(forecast({ plan }, 'company').availableMilliDays).toBe(7 * 66_000)
    // The company's less the others' would be those of the three.
    expect(forecast({ plan }, 'others').missing).toBe('beside_small_group')
  })

  it('is the same for a company and its only team, and surer for a company of several', () => {
    const { estimate } = forecast({}, 'company')
    expect(estimate?.ktloInterval.highShare).toBeCloseTo(forecast().estimate?.ktloInterval.highShare ?? 0, 9)
    const withOther = (quarter: PastQuarter): PastQuarter => ({
      ...quarter,
      scopes: [
        ...quarter.scopes,
        ...quarter.scopes.slice(1).map((scope) => ({ ...scope, scopeId: 'others' })),
      ],
    })
    const quarters = [aQuarter('2026-Q1', 0.4), aQuarter('2026-Q2', 0.3)].map(withOther)
    const ofSeveral = forecast({ quarters, plan: withOthers(four) }, 'company').estimate
    expect(ofSeveral?.ktloInterval.highShare).toBeLessThan(estimate?.ktloInterval.highShare ?? 0)
  })

  it('has none for a company of three', () => {
    expect(forecast({ plan: { ...four, people: four.people.slice(1) } }, 'company').missing).toBe(
      'small_group',
    )
  })

  it('has them for a team as small as the plan allows', () => {
    const plan = { ...four, people: four.people.slice(1), minimumGroupPeople: 3 }
    expect(forecast({ plan }).availableMilliDays).toBe(3 * 66_000)
  })
})

/** A second team, of four. */
function withOthers(plan: Plan): Plan {
  const others = { teamId: 'others', name: 'Others', calendarId: 'berlin', focusShare: null }
  const more = names.map((name) => aPerson(`${name} Two`, { membership: { teamId: 'others' } }))
  return { ...plan, teams: [...plan.teams, others], people: [...plan.people, ...more] }
}

const noWork = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }

describe('a running quarter', () => {
  const running = { isClosed: false, quarters: [aQuarter('2026-Q1', 0.4), aQuarter('2026-Q2', 0.2)] }

  it('counts from its half on, by the part that has passed', () => {
    const companyMean = (0.2 * 0.5 + 0.4 / 2) / 1
    expect(forecast({ ...running, elapsedShare: 0.5 }).estimate).toMatchObject({
      ktloShare: expect.closeTo((0.2 * 0.5 + 0.4 / 2 + companyMean / 4) / 1.25, 9),
      knownQuarters: 2,
      runningShare: 0.5,
      misses: 0,
    })
  })

  it('is left out before', () => {
    expect(forecast({ ...running, elapsedShare: 0.49 }).estimate).toMatchObject({
      ktloShare: expect.closeTo(0.4, 9),
      knownQuarters: 1,
      runningShare: null,
    })
  })
})

function keptAt(asOf: string, ktloShare: number, quarter = '2026-Q2') {
  return { quarter, scopeId: 'core', asOfAt: at(asOf), ktloShare, lowShare: 0.3, highShare: 0.5 }
}

describe('a kept forecast', () => {
  const held = { quarter: '2026-Q2', interval: { lowShare: 0.3, highShare: 0.5 }, cameShare: 0.3 }

  it('is held against what came: the last one made before the quarter began', () => {
    const kept = [
      keptAt('2026-03-31T23:59', 0.41),
      keptAt('2026-02-01T00:00', 0.2),
      keptAt('2026-04-01T00:00', 0.9),
    ]
    expect(forecast({ kept }).held).toEqual([{ ...held, forecastShare: 0.41, inHindsight: false }])
  })

  it('was made in hindsight where the quarter had begun: then the first one counts', () => {
    const kept = [keptAt('2026-06-01T00:00', 0.5), keptAt('2026-04-01T00:00', 0.4)]
    expect(forecast({ kept }).held).toEqual([{ ...held, forecastShare: 0.4, inHindsight: true }])
  })

  it('waits for its quarter to close', () => {
    const kept = [keptAt('2026-03-20T00:00', 0.4)]
    expect(forecast({ kept, isClosed: false, elapsedShare: 1 }).held).toEqual([])
  })

  it('says that nothing came where nothing was measured', () => {
    const quarters = [{ quarter: '2026-Q2', scopes: [] }]
    expect(forecast({ kept: [keptAt('2026-03-20T00:00', 0.4)], quarters }).held[0]?.cameShare).toBeNull()
  })
})

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })
const quartersOf = (those: readonly number[]) =>
  those.map((share, index) => aQuarter(`20${10 + index}-Q1`, share))

test('what can be promised lies within nothing and all days, its middle between its ends', () => {
  fc.assert(
    fc.property(shares, (those) => {
      const { estimate, availableMilliDays } = forecast({ quarters: quartersOf(those) })
      const { lowMilliDays, milliDays, highMilliDays } = estimate?.promisable ?? {
        ...{ lowMilliDays: -1, milliDays: -1, highMilliDays: -1 },
      }
      const inOrder = [0, lowMilliDays, milliDays, highMilliDays, availableMilliDays ?? -1]
      expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b))
    }),
  )
})

test('a newest quarter with more upkeep never leaves more to promise', () => {
  fc.assert(
    fc.property(shares, fc.double({ min: 0, max: 1, noNaN: true }), (those, more) => {
      const last = those.at(-1) ?? 0
      const raised = [...those.slice(0, -1), last + (1 - last) * more]
      const left = (each: readonly number[]) =>
        forecast({ quarters: quartersOf(each) }).estimate?.promisable.milliDays ?? -1
      expect(left(raised)).toBeLessThanOrEqual(left(those))
    }),
  )
})

test('a forecast stands on one quarter, on few, or from four on on enough', () => {
  const groundsOf = (count: number) =>
    forecast({ quarters: quartersOf(Array<number>(count).fill(0.4)) }).estimate?.grounds
  expect([1, 2, 3, 4].map(groundsOf)).toEqual([
    'one_quarter',
    'few_quarters',
    'few_quarters',
    'enough_quarters',
  ])
})
