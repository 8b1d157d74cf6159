import { describe, expect, test } from 'vitest'
import {
  isOver,
  reviewEvents,
  reviewStates,
  stateAfter,
  stateOf,
  statesBefore,
  takesAnswers,
} from '../../../domain/review/states.ts'

describe('a review', () => {
  test('goes from its draft to its mails', () => {
    expect(stateAfter('drafting', 'drafted')).toBe('open')
    expect(stateAfter('open', 'closed')).toBe('rebuilding')
    expect(stateAfter('rebuilding', 'rebuilt')).toBe('sending')
    expect(stateAfter('sending', 'mailed')).toBe('sent')
  })

  test('waits for an admin where its report is to be approved, and may be rebuilt from there', () => {
    expect(stateAfter('rebuilding', 'rebuilt for approval')).toBe('awaiting approval')
    expect(stateAfter('awaiting approval', 'approved')).toBe('sending')
    expect(stateAfter('awaiting approval', 'rebuild asked')).toBe('rebuilding')
  })

  test('can be cancelled until its mails leave', () => {
    expect(statesBefore('cancelled')).toEqual(['drafting', 'open', 'rebuilding', 'awaiting approval'])
  })

  test('takes answers while it is open, and at no other time', () => {
    expect(reviewStates.filter(takesAnswers)).toEqual(['open'])
  })

  test('is over once it was sent or cancelled', () => {
    expect(reviewStates.filter(isOver)).toEqual(['sent', 'cancelled'])
  })

  test.each(reviewEvents)('knows where "%s" leads, and of no such thing where it is over', (event) => {
    for (const state of statesBefore(event)) expect(stateAfter(state, event)).toBe(stateOf(event))
    expect(stateAfter('sent', event)).toBeNull()
    expect(stateAfter('cancelled', event)).toBeNull()
  })
})
