import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  domainOf,
  giveTurns,
  nextTakeAt,
  paceOf,
  type RelayPaces,
  turnsToTake,
} from '../../../domain/deliver/turns.ts'

const start = 1_000_000
const noDomains: RelayPaces['domains'] = new Map()

test('no two turns of a relay or of a domain come closer than their paces, however often and by whom they are taken', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6000 }),
      fc.integer({ min: 1, max: 6000 }),
      // Clocks of two processes differ, and so may the time between two claims.
      fc.array(
        fc.record({
          gapMs: fc.integer({ min: -2000, max: 5000 }),
          mails: fc.array(fc.constantFrom('a.example', 'b.example', 'free.example'), { maxLength: 12 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      (ratePerMinute, ratePerDomain, claims) => {
        let nowAt = start
        let paces: RelayPaces = {
          relay: paceOf(ratePerMinute, null, nowAt),
          domains: new Map(
            ['a.example', 'b.example'].map((domain) => [domain, paceOf(ratePerDomain, null, nowAt)]),
          ),
        }
        const taken: { readonly domain: string; readonly turnAt: number }[] = []
        for (const { gapMs, mails } of claims) {
          nowAt += gapMs
          const given = giveTurns(mails, paces, nowAt)
          paces = given.paces
          for (const [index, domain] of mails.entries())
            taken.push({ domain, turnAt: given.turns[index] ?? Number.NaN })
          expect(given.turns.every((turnAt) => turnAt >= nowAt)).toBe(true)
        }
        expect(closest(taken)).toBeGreaterThanOrEqual(60_000 / ratePerMinute - 0.001)
        for (const domain of ['a.example', 'b.example'])
          expect(closest(taken.filter((turn) => turn.domain === domain))).toBeGreaterThanOrEqual(
            60_000 / ratePerDomain - 0.001,
          )
      },
    ),
  )
})

function closest(turns: readonly { readonly turnAt: number }[]): number {
  const sorted = turns.map(({ turnAt }) => turnAt).toSorted((a, b) => a - b)
  return Math.min(...sorted.slice(1).map((turnAt, index) => turnAt - (sorted[index] ?? Number.NaN)))
}

test('turns that are all taken follow one another without a gap', () => {
  const { turns, paces } = giveTurns(
    ['a', 'b', 'a'],
    { relay: paceOf(600, null, start), domains: noDomains },
    start,
  )
  expect(turns).toEqual([start, start + 100, start + 200])
  expect(paces.relay.nextTurnAt).toBe(start + 300)
})

test('a mail that waits for its domain lets the others go first', () => {
  const domains = new Map([['slow', paceOf(60, start + 500, start)]])
  const { turns, paces } = giveTurns(['slow', 'b', 'c'], { relay: paceOf(600, null, start), domains }, start)
  expect(turns).toEqual([start + 500, start, start + 100])
  expect(paces.domains.get('slow')?.nextTurnAt).toBe(start + 1500)
})

test('an idle hour saves no turns up', () => {
  const relay = paceOf(60, start - 3_600_000, start)
  expect(turnsToTake(relay, start)).toBe(1)
  expect(giveTurns(['a', 'b'], { relay, domains: noDomains }, start).turns).toEqual([start, start + 1000])
})

test.each([
  { ratePerMinute: 600, aheadMs: 0, turns: 10 },
  { ratePerMinute: 600, aheadMs: 250, turns: 8 },
  { ratePerMinute: 600, aheadMs: 251, turns: 0 },
  { ratePerMinute: 1, aheadMs: 250, turns: 1 },
  { ratePerMinute: 1, aheadMs: 60_000, turns: 0 },
])(
  'at $ratePerMinute a minute, with the next turn in $aheadMs ms, $turns are taken',
  ({ ratePerMinute, aheadMs, turns }) => {
    const pace = paceOf(ratePerMinute, start + aheadMs, start)
    expect(turnsToTake(pace, start)).toBe(turns)
    if (turns > 0) return
    expect(turnsToTake(pace, nextTakeAt(pace) - 1)).toBe(0)
    expect(turnsToTake(pace, nextTakeAt(pace))).toBeGreaterThan(0)
  },
)

test('a turn that only a wrong clock can have taken is not waited for', () => {
  expect(paceOf(60, start + 600_000, start).nextTurnAt).toBe(start + 600_000)
  expect(paceOf(60, start + 600_001, start).nextTurnAt).toBe(start)
})

test('a rate of nothing is refused', () => {
  expect(() => paceOf(0, null, 0)).toThrow(RangeError)
  expect(() => paceOf(Number.NaN, null, 0)).toThrow(RangeError)
})

test('a domain is the same in whatever case and letters it is written', () => {
  expect(domainOf('ada@MÜNCHEN.example')).toBe(domainOf('ben@xn--mnchen-3ya.example'))
  expect(domainOf('ada@mail.company.example')).not.toBe(domainOf('ada@company.example'))
  expect(domainOf('Ada@Company.EXAMPLE')).toBe('company.example')
  expect(domainOf('"a@b"@company.example')).toBe('company.example')
})
