import type { DeliveryState } from '../../domain/deliver/delivery.ts'
import type { Audience } from '../../domain/plan/plan.ts'
import { grouped } from '../../domain/text/numbers.ts'

/** When an edition is made, as a heading says it. */
export const editionKinds = { 'pre-planning': 'Before planning', final: 'Final' } as const

/** For whom an edition is, as a heading says it. */
export const audienceLabels: Readonly<Record<Audience, string>> = {
  executive: 'Executives',
  engineering: 'Engineering managers',
  product: 'Product managers',
}

/** How mails stand, in words: "3 sent, 1 in doubt"; what needs a person comes first. */
export function mailsInWords(states: readonly DeliveryState[]): string {
  const told = wordsOfStates.flatMap(([words, of]) => {
    const count = states.filter((state) => of.includes(state)).length
    return count === 0 ? [] : [`${grouped(count)} ${words}`]
  })
  return told.length === 0 ? 'no mail' : told.join(', ')
}

const wordsOfStates: readonly (readonly [string, readonly DeliveryState[]])[] = [
  ['in doubt', ['ambiguous']],
  ['failed', ['failed']],
  ['came back', ['bounced']],
  ['still to be sent', ['queued', 'sending', 'deferred']],
  ['sent', ['sent']],
  ['suppressed', ['suppressed']],
]
