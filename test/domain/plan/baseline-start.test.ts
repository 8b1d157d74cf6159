import { expect, test } from 'vitest'
import { baselineCutoffAt, baselineStart } from '../../../domain/plan/baseline-start.ts'
import { startingIn } from '../../builders/plan.ts'
import { at } from '../../builders/ticket.ts'

const cutoffAt = baselineCutoffAt('2026-Q2', startingIn(1))
const inForce = { planVersion: 'now', importedAt: cutoffAt + 50 }

test('tickets that existed when the quarter began are its baseline', () => {
  expect(cutoffAt).toBe(at('2026-04-01T00:00:00Z'))
  expect(baselineCutoffAt('2025-Q4', startingIn(7))).toBe(at('2026-04-01T00:00:00Z'))
})

test('the plan at the start counts, as of the start even where it was imported before', () => {
  const before = { planVersion: 'before', importedAt: cutoffAt - 1 }
  expect(baselineStart(before, inForce, cutoffAt)).toEqual({ imported: before, takenAt: cutoffAt })
})

test('a plan that came later counts as of its import', () => {
  const later = { planVersion: 'later', importedAt: cutoffAt + 1 }
  expect(baselineStart(later, inForce, cutoffAt)).toEqual({ imported: later, takenAt: cutoffAt + 1 })
})

test('where no import has the quarter, the plan in force counts', () => {
  expect(baselineStart(null, inForce, cutoffAt)).toEqual({ imported: inForce, takenAt: cutoffAt + 50 })
})
