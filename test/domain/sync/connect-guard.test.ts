import { expect, test } from 'vitest'
import {
  type ConnectionPlace,
  connectRefusal,
  connectRefusalText,
} from '../../../domain/sync/connect-guard.ts'

function aPlace(changes: Partial<ConnectionPlace> = {}): ConnectionPlace {
  return { name: 'main', tracker: 'jira', baseUrl: 'https://a.example', siteId: 'a', ...changes }
}

test.each<[string, Partial<ConnectionPlace>, Partial<ConnectionPlace>, string | null]>([
  ['the same again', {}, {}, null],
  ['the same site by another address', { baseUrl: 'https://gateway.example' }, {}, null],
  ['another site under another name', { name: 'other', siteId: 'b' }, {}, null],
  ['the same id at another tracker under another name', { name: 'other', tracker: 'linear' }, {}, null],
  ['the same site under a second name', { name: 'other' }, {}, 'site connected already'],
  ['another site under the name', { siteId: 'b' }, {}, 'name of another site'],
  ['another tracker under the name', { tracker: 'linear' }, {}, 'name of another tracker'],
  ['the same address, whose site is not known yet', {}, { siteId: null }, null],
  [
    'another address, while the site is not known',
    { baseUrl: 'https://b.example' },
    { siteId: null },
    'site not known',
  ],
  ['a site that is not read, under a second name', { name: 'other', siteId: null }, {}, null],
  [
    'a site that is not read, at another tracker',
    { tracker: 'linear', siteId: null },
    {},
    'name of another tracker',
  ],
])('%s', (_, wanted, existing, expected) => {
  expect(connectRefusal(aPlace(wanted), [aPlace(existing)])?.kind ?? null).toBe(expected)
})

test('a site under a third name is refused though the second is of another site', () => {
  const existing = [aPlace(), aPlace({ name: 'second', siteId: 'b' })]
  expect(connectRefusal(aPlace({ name: 'second' }), existing)).toEqual({
    kind: 'site connected already',
    name: 'main',
  })
})

test('every refusal says what to do, and names the connection', () => {
  for (const [wanted, existing] of [
    [{ name: 'other' }, {}],
    [{ siteId: 'b' }, {}],
    [{ tracker: 'linear' }, {}],
    [{ baseUrl: 'https://b.example' }, { siteId: null }],
  ] as const) {
    const refusal = connectRefusal(aPlace(wanted), [aPlace(existing)])
    expect(refusal && connectRefusalText(refusal)).toMatch(/"main".*(choose another name|use that name)/)
  }
})
