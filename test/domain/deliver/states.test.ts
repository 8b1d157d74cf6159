import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import {
  canMove,
  DeliveryTransitionError,
  isSettled,
  moved,
  stateAfter,
  stateAfterInterruption,
  statesByUrgency,
  transitions,
  waitingStates,
} from '../../../domain/deliver/states.ts'

test('a mail is only ever sent from "sending", or by a person’s word on a doubt or a bounce', () => {
  expect(deliveryStates.filter((state) => canMove(state, 'sent'))).toEqual([
    'sending',
    'ambiguous',
    'bounced',
  ])
})

test('what was sent never goes back to the queue by any chain that skips a bounce', () => {
  const reachable = new Set(transitions.sent)
  expect([...reachable]).toEqual(['bounced'])
})

test('a doubt never leads straight to another attempt', () => {
  expect(canMove('ambiguous', 'sending')).toBe(false)
  expect(isSettled('ambiguous')).toBe(true)
})

test('what an address no longer gets, or a link that ran out, takes back only what would still leave', () => {
  expect(waitingStates).toEqual(['queued', 'deferred'])
})

test('each outcome of an attempt has its state', () => {
  expect(stateAfter({ kind: 'sent', reply: '250' })).toBe('sent')
  expect(stateAfter({ kind: 'deferred', smtpCode: 450, reply: '450' })).toBe('deferred')
  expect(stateAfter({ kind: 'failed', smtpCode: 550, reply: '550' })).toBe('failed')
  expect(stateAfter({ kind: 'ambiguous', reply: '' })).toBe('ambiguous')
})

test('a process that died before the handing over leaves the row queued, after it in doubt', () => {
  expect(stateAfterInterruption(false)).toBe('queued')
  expect(stateAfterInterruption(true)).toBe('ambiguous')
})

test('lists leave no state out', () => {
  expect(statesByUrgency.toSorted()).toEqual(deliveryStates.toSorted())
})

test('steps outside the table are refused, whatever they are', () => {
  const state = fc.constantFrom(...deliveryStates)
  fc.assert(
    fc.property(state, state, (from, to) => {
      if (transitions[from].includes(to)) expect(moved(from, to)).toBe(to)
      else expect(() => moved(from, to)).toThrow(DeliveryTransitionError)
    }),
  )
})
