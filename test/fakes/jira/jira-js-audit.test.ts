import { expect, it, vi } from 'vitest'
import { walkEverything, walkedSmallCompany } from './walk.ts'
import { withFakeJira } from './with-fake-jira.ts'

/** Where jira.js collects what its strict schemas did not know; it exports no reader for it. */
const auditStore = Symbol.for('apis-code-gen.schemaAudit')

it('sends nothing that jira.js’s strict schemas have never heard of', async () => {
  // Read when the schemas are built, so before the package is first loaded.
  vi.stubEnv('AUDIT_SCHEMAS', 'true')
  const clients = await import('jira.js')
  await withFakeJira({}, async (jira) => {
    expect(await walkEverything(jira, clients)).toEqual(walkedSmallCompany)
  })
  expect(Reflect.get(globalThis, auditStore) ?? []).toEqual([])
  vi.unstubAllEnvs()
})
