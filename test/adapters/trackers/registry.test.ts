import { expect, test } from 'vitest'
import { jira } from '../../../adapters/jira/definition.ts'
import { createConnection, getConnection } from '../../../adapters/store/connections/connections.ts'
import { TrackerRequestError } from '../../../adapters/trackers/errors.ts'
import { TrackerRegistry, trackers } from '../../../adapters/trackers/registry.ts'
import { aConnection, nowAt, storeForThisFile } from '../store/test-store.ts'

const store = storeForThisFile()

test('the database takes every registered tracker with each of its sign-ins', async () => {
  const base = await aConnection(store(), 'base')
  for (const { kind, signIns } of trackers.all()) {
    for (const signIn of signIns) {
      const name = `${kind}-${signIn.kind}`
      await createConnection(store(), { ...base, name, tracker: kind, authKind: signIn.kind, nowAt })
      expect(await getConnection(store(), name)).toMatchObject({ tracker: kind, authKind: signIn.kind })
    }
  }
})

test('registry and database agree on what a name looks like, and the database lists none', async () => {
  const base = await aConnection(store(), 'form')
  for (const tracker of ['a', 'a_1', 'jira2', '', 'A', '1a', 'a-b', 'jira ', 'x;']) {
    const registers = outcomeOf(() => new TrackerRegistry().register({ ...jira, kind: tracker }))
    const stored = createConnection(store(), { ...base, name: `form-${tracker}`, tracker, nowAt })
    expect([tracker, await stored.then(succeeded, failed)]).toEqual([tracker, registers])
  }
  const { rows } = await store().pool.query(
    `select pg_get_constraintdef(oid) as text from pg_constraint
     where conrelid = 'connections'::regclass and contype = 'c'`,
  )
  expect(rows).toHaveLength(2)
  for (const kind of trackers.kinds()) expect(JSON.stringify(rows)).not.toContain(kind)
})

test('a kind is registered once, and one that nobody registered is a matter of settings', () => {
  const registry = new TrackerRegistry()
  registry.register(jira)
  expect(() => registry.register(jira)).toThrow(RangeError)
  expect(() => registry.definitionOf('linear')).toThrow(TrackerRequestError)
  expect(() => registry.definitionOf('linear')).toThrow(
    'can\'t read the tracker "linear", only jira: update it',
  )
  expect(() => registry.signInOf('jira', 'gate_code')).toThrow(TrackerRequestError)
})

test('every definition has the forms that commands and messages are made of', () => {
  for (const { signIns, address, scopeNoun, examples, kind } of trackers.all()) {
    for (const signIn of signIns) expect(signIn.secretVariable).toMatch(/^[A-Z][A-Z0-9_]+$/)
    if (address.defaultUrl !== null) expect(URL.canParse(address.defaultUrl)).toBe(true)
    expect(scopeNoun.plural).toMatch(/^[a-z]+$/)
    expect(examples.length, kind).toBeGreaterThan(0)
  }
})

const succeeded = () => 'taken'
const failed = () => 'refused'

function outcomeOf(call: () => void): string {
  try {
    call()
    return succeeded()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return failed()
  }
}
