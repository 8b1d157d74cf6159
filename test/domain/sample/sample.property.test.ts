import { expect, test } from 'vitest'
import { type Category, categories } from '../../../domain/category.ts'
import { seededDraws } from '../../../domain/reconcile/figures/budget/seeded-draws.ts'
import { drawSample, type SampleUnit } from '../../../domain/sample/draws.ts'
import { type CurrentUnit, sampledShares, summaryOf } from '../../../domain/sample/sampled-shares.ts'
import { ticketRefKey } from '../../../domain/ticket.ts'

interface Population {
  readonly units: readonly SampleUnit[]
  readonly truth: ReadonlyMap<string, Category>
  readonly shares: Readonly<Record<Category, number>>
}

/** Tickets of very different sizes, whose category depends on their size, by two teams. */
function population(seed: string, tickets: number): Population {
  const random = seededDraws(seed)
  const units = Array.from({ length: tickets }, (_, index): SampleUnit => {
    const milliDays = Math.ceil(1000 * (0.1 + 12 * random() ** 4))
    return {
      teamId: index % 3 === 0 ? 'ops' : 'core',
      ticket: { connectionId: 'c', ticketId: `t${index}` },
      milliDays,
    }
  })
  const bias = random()
  const truth = new Map(
    units.map(({ ticket, milliDays }): [string, Category] => {
      const at = random() * (milliDays > 4000 ? bias : 1)
      return [ticketRefKey(ticket), at < 0.3 ? 'ktlo' : at < 0.4 ? 'reliability' : 'roadmap']
    }),
  )
  return { units, truth, shares: sharesOf(units, truth) }
}

function sharesOf(units: readonly SampleUnit[], truth: Population['truth']): Record<Category, number> {
  const sums = { roadmap: 0, ktlo: 0, reliability: 0 }
  for (const { ticket, milliDays } of units) sums[truth.get(ticketRefKey(ticket)) ?? 'roadmap'] += milliDays
  const whole = sums.roadmap + sums.ktlo + sums.reliability
  return { roadmap: sums.roadmap / whole, ktlo: sums.ktlo / whole, reliability: sums.reliability / whole }
}

/** A sample of 50 draws, and the answers that it took. */
function answered({ units, truth }: Population, seed: string) {
  const drawn = drawSample(units, truth, seed).drawn.slice(0, 50)
  const answers = new Map<string, Category | null>(
    drawn.map(({ unit, answer }) => [ticketRefKey(unit.ticket), answer]),
  )
  return { sample: { drawn, next: null, missing: 0 }, answers }
}

const samples = 400

test('the estimate is unbiased: the mean over many samples is the true share', () => {
  const one = population('one', 300)
  const sums = { roadmap: 0, ktlo: 0, reliability: 0 }
  for (let each = 0; each < samples; each++) {
    const summary = summaryOf(answered(one, `seed ${each}`).sample)
    for (const category of categories) sums[category] += summary[category].share
  }
  for (const category of categories) {
    const share = one.shares[category]
    // Four standard errors of the mean.
    const tolerance = 4 * Math.sqrt((share * (1 - share)) / 50 / samples)
    expect(Math.abs(sums[category] / samples - share)).toBeLessThan(tolerance)
  }
})

test('the interval holds the true share in at least 93 of 100 samples, of the company and of a team', () => {
  const held = { company: 0, core: 0 }
  let intervals = 0
  for (let each = 0; each < samples; each++) {
    const one = population(`population ${each}`, 40 + (each % 5) * 100)
    const { sample, answers } = answered(one, `seed ${each}`)
    const current = one.units.map((unit) => ({ ...unit, bucket: 'uncategorised' as const }))
    const found = sampledShares({ units: one.units, sample, answers, current, teamIds: ['core', 'ops'] })
    const ofCore = sharesOf(
      one.units.filter(({ teamId }) => teamId === 'core'),
      one.truth,
    )
    for (const category of categories) {
      intervals += 1
      if (holds(found, 'company', category, one.shares[category])) held.company += 1
      if (holds(found, 'core', category, ofCore[category])) held.core += 1
    }
  }
  expect(held.company / intervals).toBeGreaterThanOrEqual(0.93)
  expect(held.core / intervals).toBeGreaterThanOrEqual(0.93)
})

test('it holds for what is left after some tickets were decided, grew, vanished or came', () => {
  let held = 0
  let intervals = 0
  for (let each = 0; each < samples; each++) {
    const one = population(`changing ${each}`, 120)
    const { sample, answers } = answered(one, `seed ${each}`)
    const random = seededDraws(`change ${each}`)
    const added = population(`added ${each}`, 6)
    const left = one.units.flatMap((unit): CurrentUnit[] => {
      const fate = random()
      const truth = one.truth.get(ticketRefKey(unit.ticket)) ?? 'roadmap'
      if (fate < 0.2) return [{ ...unit, bucket: truth }]
      if (fate < 0.25) return []
      return [
        { ...unit, milliDays: fate < 0.35 ? unit.milliDays * 2 : unit.milliDays, bucket: 'uncategorised' },
      ]
    })
    const came = added.units.map((unit) => ({
      ...unit,
      ticket: { connectionId: 'new', ticketId: unit.ticket.ticketId },
      bucket: 'uncategorised' as const,
    }))
    const truth = new Map([
      ...one.truth,
      ...came.map(({ ticket }): [string, Category] => [
        ticketRefKey(ticket),
        added.truth.get(ticketRefKey({ ...ticket, connectionId: 'c' })) ?? 'roadmap',
      ]),
    ])
    const current = [...left, ...came]
    const found = sampledShares({ units: one.units, sample, answers, current, teamIds: ['core', 'ops'] })
    const shares = sharesOf(
      current.filter(({ bucket }) => bucket === 'uncategorised'),
      truth,
    )
    for (const category of categories) {
      intervals += 1
      if (holds(found, 'company', category, shares[category])) held += 1
    }
  }
  expect(held / intervals).toBeGreaterThanOrEqual(0.93)
})

function holds(
  found: ReturnType<typeof sampledShares>,
  scopeId: string,
  category: Category,
  share: number,
): boolean {
  const interval = found.find((each) => each.scopeId === scopeId)?.shares[category]
  return interval !== undefined && interval.lowShare <= share + 1e-9 && share <= interval.highShare + 1e-9
}
