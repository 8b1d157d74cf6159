import { beforeAll, expect, test } from 'vitest'
import { listAuditEntries } from '../../../adapters/store/sign-in/audit.ts'
import { importRules } from '../../../queries/rules/import-rules.ts'
import { rulesInForce } from '../../../queries/rules/rules-in-force.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { changeStatus, checkStatusChange } from '../../../queries/statuses/change-status.ts'
import { listStatuses } from '../../../queries/statuses/status-list.ts'
import { readingsText } from '../../../wording/tickets/status-text.ts'
import { aConnection, storeRecords } from '../../adapters/store/test-store.ts'
import { aTicket, statuses } from '../../builders/ticket.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'

const site = siteForThisFile()
const rules = '# ours\nrules:\n  - { name: bugs, category: ktlo, when: { type: Bug } }\n'
const hostile = '"><script>alert(1)</script>'
let browser: PlainBrowser
let connectionId = ''
beforeAll(async () => {
  const { store } = site()
  await makeAdmin(store, { email: people.admin, actor: 'command line', nowAt: 0 })
  browser = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  await importRules(store, { yaml: rules, nowAt: 0 })
  connectionId = (await aConnection(store, 'Harbour')).connectionId
  await storeRecords(store, connectionId, {
    statuses: [
      ...statuses,
      { connectionId, statusId: 'gone', name: hostile, category: 'unknown' },
      { connectionId, statusId: 'gone-2', name: 'Done', category: 'unknown' },
    ],
    tickets: [
      aTicket('A-1', { statusId: 'review', projectKey: 'APP', projectId: '1' }),
      aTicket('W-1', { statusId: 'review', projectKey: 'WEB', projectId: '2' }),
      aTicket('W-2', { statusId: 'review', projectKey: 'WEB', projectId: '2' }),
    ],
  })
})

const shown = async (path: string) => await (await browser.get(path)).text()
const readingOf = async (statusId: string) => {
  const found = (await listStatuses(site().store))?.find(({ status }) => status.statusId === statusId)
  return found && readingsText(found)
}

test('each status tells what it counts as and why: the tracker, its name, a namesake, or nothing known', async () => {
  expect(await readingOf('doing')).toBe('in progress (the tracker’s category)')
  expect(await readingOf('review')).toBe('waiting (its name)')
  expect(await readingOf('gone-2')).toBe('done (another status with its name)')
  expect(await readingOf('gone')).toBe('nothing (nothing is known about it)')
  const text = await shown('/statuses')
  expect(text).toContain('Harbour: WEB, APP')
  // Two are called Done, one Review.
  expect(text).toContain('id <bdi>gone-2</bdi>')
  expect(text).not.toContain('id <bdi>review</bdi>')
  expect(text).not.toContain('Earlier statuses')
  expect(await shown('/statuses?from=2')).toContain('href="/statuses?from=0">Earlier statuses')
  expect(text).not.toContain('<script>alert')
})

test('a change shows its lines and what counts otherwise, and is saved with who did so', async () => {
  const path = `/statuses/${connectionId}/review`
  const fields = { connectionId, statusId: 'review', project: 'WEB', means: 'done' }
  const text = await (await browser.submit(path, '/statuses/check', fields)).text()
  expect(text).toContain('+ ')
  expect(text).toContain('&quot;WEB&quot;, means: done')
  expect(text).toContain('done in WEB (a line in the rule file); waiting in APP (its name)')
  expect((await rulesInForce(site().store)).yaml).toBe(rules)
  const token = /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const against = /name="against" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const saved = await browser.post('/statuses', { form_token: token, ...fields, against })
  expect(saved.headers.get('location')).toBe('/statuses?done=saved')
  expect((await rulesInForce(site().store)).yaml).toBe(
    rules.replace(
      'rules:',
      'statuses:\n  - { status: "review", project: "WEB", means: done }  # In Review\n\nrules:',
    ),
  )
  const [entry] = await listAuditEntries(site().store, { beforeNumber: null, limit: 1 })
  expect(entry).toMatchObject({ actor: people.admin, action: 'import rules' })
  // A button pressed twice sends the same form twice.
  const twice = await browser.post('/statuses', { form_token: token, ...fields, against })
  expect(twice.headers.get('location')).toBe('/statuses?done=saved')
  // Under the version that was shown it is saved; under another it is shown anew.
  const late = await browser.post('/statuses', { form_token: token, ...fields, means: 'dropped', against })
  const lateText = await late.text()
  expect(lateText).toContain('Other rules were saved in the meantime')
  expect(lateText).toContain('What changed meanwhile:')
  expect(await readingOf('review')).toContain('done in WEB')
  const again = await browser.post('/statuses/check', { form_token: token, ...fields })
  expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('Nothing changes')])
})

test('what a status means for all projects is one line, also for one of the same id on another connection', async () => {
  const { store } = site()
  const other = await aConnection(store, 'Meadow')
  await storeRecords(store, other.connectionId, { statuses: [...statuses] })
  const change = { connectionId, statusId: 'doing', project: null, means: 'waiting' } as const
  const found = await checkStatusChange(store, change)
  const touched = found.kind === 'ready' ? found.touched.map(({ before }) => before.connectionName) : []
  expect(touched).toEqual(['Harbour', 'Meadow'])
  expect(await changeStatus(store, change, { against: 'another version', nowAt: 0 })).toEqual({
    kind: 'overtaken',
  })
  expect((await changeStatus(store, change, { against: null, nowAt: 0 })).kind).toBe('ready')
  expect(await readingOf('doing')).toBe('waiting (a line in the rule file)')
})

test('a file that has no place for a line is left alone, and the line to write is told', async () => {
  const { store } = site()
  await importRules(store, {
    yaml: '{ rules: [{ name: bugs, category: ktlo, when: { type: Bug } }] }\n',
    nowAt: 1,
  })
  const path = `/statuses/${connectionId}/todo`
  const fields = { connectionId, statusId: 'todo', project: '', means: 'waiting' }
  const text = await (await browser.submit(path, '/statuses/check', fields)).text()
  expect(text).toContain('Write it by hand')
  expect(text).toContain('- { status: &quot;todo&quot;, means: waiting } # To Do')
  expect((await browser.get(`/statuses/${connectionId}/none`)).status).toBe(404)
})
