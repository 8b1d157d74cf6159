import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startingSharesOf } from '../../../../domain/plan/draft/starting-shares.ts'
import { reconciliationOf, scopeOf } from '../../../builders/reconciliation.ts'

const planned = { roadmap: 30, ktlo: 15, reliability: 5 }
const core = { scopeId: 'core', name: 'Core', planned }

test('measured shares are whole twentieths that sum to 1, each within one of what was measured', () => {
  const days = fc.nat({ max: 1000 })
  fc.assert(
    fc.property(
      fc.record({ roadmap: days, ktlo: days, reliability: days, uncategorised: fc.constant(0) }),
      (actual) => {
        const sum = actual.roadmap + actual.ktlo + actual.reliability
        fc.pre(sum > 0)
        const team = scopeOf({ ...core, actual })
        const starting = startingSharesOf(reconciliationOf(team, [{ ...team, doubt: null }]), 'core')
        if (starting.kind !== 'measured') throw new Error('the team was measured')
        const parts = Object.values(starting.shares).map((share) => share * 20)
        expect(parts.map(Math.round).reduce((a, b) => a + b)).toBe(20)
        for (const part of parts) expect(Math.abs(part - Math.round(part))).toBeLessThan(1e-9)
        expect(Math.abs(starting.shares.ktlo - actual.ktlo / sum)).toBeLessThan(0.05)
      },
    ),
  )
})

const measured = scopeOf({ ...core, actual: { roadmap: 40, ktlo: 10, reliability: 0, uncategorised: 0 } })

test('a team in doubt, one without figures of its own, and one that nothing was measured of offer none', () => {
  const leftOut = [{ teamId: 'small', name: 'Small', because: 'small_group' as const }]
  const doubtful = { ...measured, doubt: { because: 'half_unattributed' as const, share: 0.6 } }
  const quarter = reconciliationOf(measured, [doubtful], { leftOut })
  const becauseOf = (teamId: string) => {
    const starting = startingSharesOf(quarter, teamId)
    return starting.kind === 'not_measured' ? starting.because : null
  }
  expect(['core', 'small', 'other'].map(becauseOf)).toEqual(['half_unattributed', 'small_group', 'no_effort'])
  expect(startingSharesOf(reconciliationOf(measured, [{ ...measured, doubt: null }]), 'core')).toEqual({
    ...{ kind: 'measured', quarter: '2026-Q2' },
    shares: { roadmap: 0.8, ktlo: 0.2, reliability: 0 },
  })
})
