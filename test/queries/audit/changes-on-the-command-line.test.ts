import { beforeEach, expect, test } from 'vitest'
import { versionOf } from '../../../adapters/content-version.ts'
import { keyRingFromText, newKeyText } from '../../../adapters/secrets.ts'
import { auditPage } from '../../../queries/audit/audit.ts'
import { removeConnectionByName } from '../../../queries/connections/remove-connection.ts'
import { saveConnection } from '../../../queries/connections/save-connection.ts'
import { setOverride, unsetOverride } from '../../../queries/overrides/overrides.ts'
import { importPlan } from '../../../queries/plan/import-plan.ts'
import { importRules } from '../../../queries/rules/import-rules.ts'
import { rewrapSecrets } from '../../../queries/secrets/rewrap.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPlan } from '../../builders/plan.ts'
import { aTicket } from '../../builders/ticket.ts'

const store = storeForThisFile()
beforeEach(() => store().pool.query('truncate connections, plan_imports, rule_set_imports cascade'))

/** The entries that some work added, oldest first: action, subject, before, after. */
async function entriesOf(work: () => Promise<unknown>): Promise<unknown[]> {
  const [last] = (await auditPage(store(), { beforeNumber: null, size: 1 })).entries
  await work()
  const { entries } = await auditPage(store(), { beforeNumber: null, size: 50 })
  return entries
    .filter(({ entryNumber }) => entryNumber > (last?.entryNumber ?? 0))
    .map(({ actor, action, subject, before, after }) => [actor, action, subject, before, after])
    .toReversed()
}

const who = 'command line'

test('connecting, changing and disconnecting are in the trail, and no secret is', async () => {
  const ring = keyRingFromText(newKeyText())
  const connection = {
    ...{ name: 'web', tracker: 'jira', baseUrl: 'https://company.example', siteId: null, authKind: 'basic' },
    ...{ accountEmail: 'ada@company.example', secret: 'hush', nowAt },
  } as const
  const entries = await entriesOf(async () => {
    await saveConnection(store(), ring, { ...connection, scopeKeys: [] })
    await saveConnection(store(), ring, { ...connection, scopeKeys: ['WEB', 'APP'] })
    await removeConnectionByName(store(), 'web', nowAt)
    await removeConnectionByName(store(), 'web', nowAt)
  })
  const place = 'jira https://company.example as ada@company.example'
  expect(entries).toEqual([
    [who, 'connect', 'connection web', null, `${place}, all that it sees`],
    [
      ...[who, 'change connection', 'connection web', `${place}, all that it sees`],
      `${place}, projects or teams WEB, APP`,
    ],
    [who, 'disconnect', 'connection web', `${place}, projects or teams WEB, APP`, null],
  ])
})

test('an import is in the trail with the version before, and one that changes nothing is not', async () => {
  const rules = 'version: 1\nrules: []\n'
  const [planEntries, ruleEntries] = [
    await entriesOf(async () => {
      for (const yaml of ['first', 'first', 'second'])
        await importPlan(store(), { yaml, plan: aPlan(), nowAt })
    }),
    await entriesOf(async () => {
      await importRules(store(), { yaml: rules, nowAt })
      await importRules(store(), { yaml: rules, nowAt })
    }),
  ]
  const [first, second] = ['first', 'second'].map(versionOf)
  expect(planEntries).toEqual([
    [who, 'import plan', 'plan', null, first],
    [who, 'import plan', 'plan', first, second],
  ])
  expect(ruleEntries).toEqual([[who, 'import rules', 'rules', null, versionOf(rules)]])
})

test('an override and its removal are in the trail with what stood before', async () => {
  const { connectionId } = await aConnection(store())
  await storeRecords(store(), connectionId, { tickets: [{ ...aTicket('WEB-1'), connectionId }] })
  const ticket = { key: 'WEB-1', connectionName: undefined }
  const decided = {
    category: 'ktlo',
    workType: 'bug',
    author: 'ada@company.example',
    note: 'on call',
  } as const
  const entries = await entriesOf(async () => {
    await setOverride(store(), ticket, decided, nowAt)
    await setOverride(store(), ticket, { ...decided, category: 'roadmap', workType: null }, nowAt)
    await unsetOverride(store(), ticket, nowAt)
    await unsetOverride(store(), ticket, nowAt)
  })
  const [bug, roadmap] = [
    'ktlo (bug), by ada@company.example: on call',
    'roadmap, by ada@company.example: on call',
  ]
  expect(entries).toEqual([
    [who, 'override', 'ticket WEB-1', null, bug],
    [who, 'override', 'ticket WEB-1', bug, roadmap],
    [who, 'remove override', 'ticket WEB-1', roadmap, null],
  ])
})

test('a secret that is sealed anew is in the trail by the ids of its keys', async () => {
  const [older, newer] = [newKeyText(), newKeyText()]
  const old = keyRingFromText(older)
  const ring = keyRingFromText(`${newer},${older}`)
  await saveConnection(store(), old, {
    ...{ name: 'web', tracker: 'jira', baseUrl: 'https://company.example', siteId: null, authKind: 'basic' },
    ...{ accountEmail: null, scopeKeys: [], secret: 'hush', nowAt },
  })
  const rewrap = () => rewrapSecrets(store(), { read: async () => ring, add: async () => null }, nowAt)
  expect(await entriesOf(rewrap)).toEqual([
    [
      ...[who, 'rewrap secret', 'connection web'],
      ...[`sealed with key ${old.sealingKey.keyId}`, `sealed with key ${ring.sealingKey.keyId}`],
    ],
  ])
  expect(await entriesOf(rewrap)).toEqual([])
})
