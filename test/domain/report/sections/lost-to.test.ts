import { expect, test } from 'vitest'
import type { Destination } from '../../../../domain/reconcile/dataset/verdicts.ts'
import { lostToSentence } from '../../../../domain/report/sections/lost-to.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { scopeOnPlan, teamView } from '../../../builders/report-view.ts'

test.each<[Destination, string]>([
  [{ kind: 'almost_whole', category: 'ktlo' }, 'went almost whole into keeping things running'],
  [{ kind: 'mostly', category: 'reliability' }, 'went mostly into reliability work'],
  [
    { kind: 'two', first: 'ktlo', second: 'reliability' },
    'went into keeping things running and reliability work',
  ],
  [{ kind: 'spread' }, 'went into no single kind of work for sure'],
])('what the roadmap lost %j', (destination, words) => {
  const headline = { kind: 'roadmap_under', destination } as const
  const view = teamView({ ...scopeOnPlan(), headline })
  expect(plainText(lostToSentence(view) ?? [])).toBe(`What the roadmap lost ${words}.`)
})

test('nothing is said of a roadmap that lost nothing', () => {
  expect(lostToSentence(teamView(scopeOnPlan()))).toBeNull()
})
