import { expect, test } from 'vitest'
import { plainText } from '../../../domain/report/words/sentence.ts'
import { leftOutOfEffect } from '../../../wording/tickets/rules-effect-text.ts'

test('a preview says whose days it does not hold, and which teams are not there', () => {
  const words = (leftOut: Parameters<typeof leftOutOfEffect>[0]['leftOut']) =>
    leftOutOfEffect({ leftOut, minimumGroupPeople: 4 }).map(plainText)
  const ops = { teamId: 'ops', name: 'Ops', because: 'small_group' as const }
  const web = { teamId: 'web', name: 'Web', because: 'beside_small_group' as const }
  const labs = { teamId: 'labs', name: 'Labs', because: 'nobody_available' as const }
  expect(words([])).toEqual([])
  expect(words([ops])).toEqual(['No days of Ops are counted here: it has no figures of its own.'])
  expect(words([labs, ops, web])).toEqual([
    'No days of Ops and Web are counted here: they have no figures of their own.',
    'Labs: left out, because nobody was available.',
  ])
})
