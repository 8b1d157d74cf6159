import { expect, it } from 'vitest'
import { looksBackAfterMs, unknownThen } from '../../../../domain/reconcile/verdicts/hindsight.ts'

it('a run made more than a day after its as-of instant takes what has no history as it was when it was made', () => {
  expect(unknownThen({ asOfAt: 0, readAt: looksBackAfterMs })).toEqual([])
  expect(unknownThen({ asOfAt: 0, readAt: looksBackAfterMs + 1 })).toEqual(
    expect.arrayContaining(['parents', 'logged_hours']),
  )
})
