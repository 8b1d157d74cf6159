import { expect, test } from 'vitest'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import {
  answerMayComeMs,
  decisionsFor,
  settlementDecisions,
  settlementOf,
} from '../../../domain/deliver/settlement.ts'
import { canMove } from '../../../domain/deliver/states.ts'
import { at } from '../../builders/ticket.ts'

const claimedAt = at('2026-06-12T12:00:00Z')
const longAfter = claimedAt + 86_400_000

test('what a person may decide, by state', () => {
  expect(Object.fromEntries(deliveryStates.map((state) => [state, decisionsFor(state)]))).toEqual({
    suppressed: ['send again'],
    queued: ['suppress'],
    sending: [],
    sent: [],
    deferred: ['suppress'],
    failed: ['send again', 'suppress'],
    ambiguous: ['arrived', 'send again'],
    bounced: ['arrived', 'send again', 'suppress'],
  })
})

test.each(deliveryStates)(
  'from %s, a decision is one step of the transition table or is refused',
  (state) => {
    for (const decision of settlementDecisions) {
      const settled = settlementOf({ state, lastClaimedAt: claimedAt }, decision, longAfter)
      if (decisionsFor(state).includes(decision))
        expect(settled.kind === 'allowed' && canMove(state, settled.state)).toBe(true)
      else expect(settled).toEqual({ kind: 'not possible', state })
    }
  },
)

test('what failed or came back can be given up for good, and what is in doubt is not', () => {
  for (const state of ['failed', 'bounced'] as const)
    expect(settlementOf({ state, lastClaimedAt: claimedAt }, 'suppress', claimedAt + 1)).toEqual({
      kind: 'allowed',
      state: 'suppressed',
    })
  expect(settlementOf({ state: 'ambiguous', lastClaimedAt: claimedAt }, 'suppress', longAfter).kind).toBe(
    'not possible',
  )
})

test('what came back may have arrived: from where the reader’s server sent it on', () => {
  const standing = { state: 'bounced', lastClaimedAt: claimedAt } as const
  expect(settlementOf(standing, 'arrived', claimedAt + 1)).toEqual({ kind: 'allowed', state: 'sent' })
})

test('a mail in doubt is sent again only once no answer to its last attempt can come any more', () => {
  const standing = { state: 'ambiguous', lastClaimedAt: claimedAt } as const
  const overAt = claimedAt + answerMayComeMs
  expect(settlementOf(standing, 'send again', overAt - 1)).toEqual({ kind: 'too early', notBeforeAt: overAt })
  expect(settlementOf(standing, 'send again', overAt)).toEqual({ kind: 'allowed', state: 'queued' })
})

test('that it arrived may be said at once, and what failed may be sent again at once', () => {
  const lastClaimedAt = claimedAt
  expect(settlementOf({ state: 'ambiguous', lastClaimedAt }, 'arrived', claimedAt + 1)).toEqual({
    kind: 'allowed',
    state: 'sent',
  })
  expect(settlementOf({ state: 'failed', lastClaimedAt }, 'send again', claimedAt + 1)).toEqual({
    kind: 'allowed',
    state: 'queued',
  })
  expect(settlementOf({ state: 'suppressed', lastClaimedAt: null }, 'send again', claimedAt)).toEqual({
    kind: 'allowed',
    state: 'queued',
  })
})
