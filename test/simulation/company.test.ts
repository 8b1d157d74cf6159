import { expect, test } from 'vitest'
import { measureEffort } from '../../domain/effort/measure.ts'
import { reconcile } from '../../domain/reconcile/reconcile.ts'
import { effortInputOf, reconcileInputOf, simulateCompany } from './company.ts'
import { aCompany, type DialChanges } from './dials/dials.ts'
import { reportSeeds, tuningSeeds } from './dials/seeds.ts'

const small = { quarters: 1, teams: [2, 2], teamSize: [3, 4], partTimeShare: 0.5, onCallShare: 0.1 } as const
const dialsOf = (changes: DialChanges = {}) =>
  aCompany({ ...changes, people: { ...small, ...changes.people } })

test('gives the same bytes for the same dials and seed, and others for another seed', () => {
  const bytes = (seed: string) => JSON.stringify(simulateCompany(dialsOf(), seed))

  expect(bytes('a')).toBe(bytes('a'))
  expect(bytes('a')).not.toBe(bytes('b'))
})

test('sums true days to people × working days, as the product counts them', () => {
  const company = simulateCompany(dialsOf({ people: { quarters: 2, turnoverShare: 0.5 } }), 'sums')

  for (const quarter of company.quarters) {
    const { capacity } = measureEffort(effortInputOf(company, quarter, company.decisions.given))
    for (const each of company.truth.teamQuarters.filter((one) => one.quarter === quarter)) {
      const counted = capacity.filter(({ teamId }) => teamId === each.teamId)
      const sum = (of: (row: (typeof counted)[number]) => number) =>
        counted.reduce((so, row) => so + of(row), 0)
      const { roadmap, ktlo, reliability } = each.milliDays
      const parts = [
        each.absenceMilliDays,
        each.onCallMilliDays,
        each.ticketlessMilliDays,
        roadmap,
        ktlo,
        reliability,
      ]

      expect(each.workingMilliDays).toBe(sum((row) => row.workingMilliDays))
      expect(each.absenceMilliDays).toBe(sum((row) => row.absenceMilliDays))
      expect(each.onCallMilliDays).toBe(sum((row) => row.onCallMilliDays))
      expect(parts.reduce((so, part) => so + part, 0)).toBe(each.workingMilliDays)
    }
  }
})

test('gives rows whose days per person never exceed the day, and whose tickets exist', () => {
  const company = simulateCompany(dialsOf(), 'rows')
  const known = new Set(company.tickets.map(({ ticketId }) => ticketId))
  const days = Map.groupBy(company.truth.rows, ({ personId, date }) => `${personId} ${date}`)

  expect(company.truth.rows.every(({ ticket }) => ticket === null || known.has(ticket.ticketId))).toBe(true)
  expect(company.truth.rows.every(({ milliDays }) => Number.isInteger(milliDays) && milliDays >= 0)).toBe(
    true,
  )
  const longest = [...days.values()].map((rows) => rows.reduce((sum, row) => sum + row.milliDays, 0))
  expect(Math.max(...longest)).toBe(900)
})

test('gives eight quarters of history to reconcile one after another', () => {
  const company = simulateCompany(dialsOf({ people: { quarters: 8, teams: [1, 1] } }), 'history')
  const [first = '', second = ''] = company.quarters.slice(-2)
  const decisions = company.decisions.given
  const of = (quarter: string) => measureEffort(effortInputOf(company, quarter, decisions))

  expect(company.quarters).toHaveLength(8)
  expect(new Set(company.truth.teamQuarters.map(({ quarter }) => quarter)).size).toBe(8)
  for (const quarter of [first, second]) {
    expect(reconcile(reconcileInputOf(company, quarter, of(quarter), decisions)).state).toBe('closed')
  }
})

test('keeps tuning seeds apart from report seeds', () => {
  expect(new Set([...tuningSeeds, ...reportSeeds]).size).toBe(tuningSeeds.length + reportSeeds.length)
})
