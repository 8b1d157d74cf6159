import { expect, test } from 'vitest'
import { trackers } from '../../../adapters/trackers/registry.ts'
import type { AccessGap } from '../../../domain/sync/access-gaps.ts'
import { accessGapTexts } from '../../../wording/connections/access-gap-text.ts'

const gaps: readonly AccessGap[] = [
  { kind: 'people right' },
  { kind: 'people scope' },
  { kind: 'people emails', people: 12, withEmail: 1 },
  { kind: 'own email' },
]

test('each thing that is missing reads differently for each kind of secret, and says what to do', () => {
  for (const { kind: tracker, signIns } of trackers.all()) {
    for (const { kind: authKind, remedies } of signIns) {
      const texts = accessGapTexts({ tracker, authKind }, gaps)
      expect(new Set(texts).size).toBe(gaps.length)
      expect(texts.map((text) => text.split(':')[0])).toEqual([
        'missing permission',
        'missing scope',
        'missing e-mails',
        'missing e-mail',
      ])
      expect(remedies).toBeDefined()
      expect(texts[0]).toContain(remedies?.peopleRight)
    }
  }
  const right = ([tracker, authKind]: readonly [string, string]) =>
    accessGapTexts({ tracker, authKind }, [{ kind: 'people right' }])[0]
  const sayings = [
    ['jira', 'api_token'],
    ['jira', 'personal_access_token'],
    ['linear', 'api_key'],
  ] as const
  expect(new Set(sayings.map(right)).size).toBe(3)
})
