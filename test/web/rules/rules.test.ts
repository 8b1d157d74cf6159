import { beforeAll, expect, test } from 'vitest'
import { endRulePreview, loadRulePreview } from '../../../adapters/store/classify/rule-previews.ts'
import { listAuditEntries } from '../../../adapters/store/sign-in/audit.ts'
import { parseRuleFile } from '../../../domain/classify/rules/rule-file.ts'
import { importRules } from '../../../queries/rules/import-rules.ts'
import {
  beginPreview,
  cancelPreview,
  keptPreview,
  makePreview,
} from '../../../queries/rules/kept-previews.ts'
import { rulesInForce } from '../../../queries/rules/rules-in-force.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { formTokenField } from '../../../web/page/form/form.ts'
import { aConnection, storeRecords } from '../../adapters/store/test-store.ts'
import { aTicket } from '../../builders/ticket.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'

const site = siteForThisFile()
let browser: PlainBrowser
beforeAll(async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
  browser = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const { connectionId } = await aConnection(site().store)
  await storeRecords(site().store, connectionId, {
    tickets: [aTicket('A-1', { typeName: 'Bug' }), aTicket('A-2', { typeName: 'Story' })],
  })
})

const rules = (category: string) =>
  `rules:\n  - { name: bugs, category: ${category}, when: { type: Bug } }\n  - { name: stories, category: roadmap, when: { type: Story } }\n`
const shown = async (path: string) => await (await browser.get(path)).text()
const check = (yaml: string) =>
  browser.submit('/rules', '/rules/check', { yaml: yaml.replaceAll('\n', '\r\n') })
const locationOf = (response: Response) => response.headers.get('location') ?? ''

/** Sends a form of a page by its action. */
async function press(page: string, action: string): Promise<Response> {
  const token = new RegExp(`name="${formTokenField}" value="([^"]+)"`).exec(await shown(page))?.[1] ?? ''
  return browser.post(action, { [formTokenField]: token })
}

test('before anything was saved the page shows the rules that come with Plumbline', async () => {
  const text = await shown('/rules')
  expect(text).toContain('none of your own are saved yet')
  expect(await shown('/rules/file')).toBe((await rulesInForce(site().store)).yaml)
})

test('a file that is not taken is shown with each problem at its line: a bad key, a case that fails', async () => {
  const bad = await check(
    'rules:\n  - { name: "<script>alert(1)</script>", category: fun, when: { type: Bug } }\n',
  )
  expect(bad.status).toBe(400)
  const text = await bad.text()
  expect(text).toMatch(/Line 2, column \d+/)
  expect(text).not.toContain('<script>alert')
  const failing = await check(`${rules('ktlo')}cases:\n  - { ticket: { type: Bug }, category: roadmap }\n`)
  expect(failing.status).toBe(400)
  expect(await failing.text()).toContain('1 case of the rule file fails')
  expect((await rulesInForce(site().store)).origin).toBe('default')
})

test('what would move is shown before rules are saved, and who saved what is kept', async () => {
  await importRules(site().store, { yaml: rules('ktlo'), nowAt: site().now() })
  const checked = await check(rules('reliability'))
  expect(checked.status).toBe(303)
  const path = locationOf(checked)
  const text = await shown(path)
  expect(text).toContain('1 of 2 tickets would change their category')
  expect(text).toContain('Rule “bugs” moved from ktlo to reliability')
  expect((await rulesInForce(site().store)).yaml).toBe(rules('ktlo'))
  const saved = await press(path, `${path}/save`)
  expect(locationOf(saved)).toMatch(/^\/rules\?saved=/)
  expect((await rulesInForce(site().store)).yaml).toBe(rules('reliability'))
  const [entry] = await listAuditEntries(site().store, { beforeNumber: null, limit: 1 })
  expect(entry).toMatchObject({ actor: people.admin, action: 'import rules' })
  // A button pressed twice sends the same form twice.
  expect(locationOf(await press('/rules', `${path}/save`))).toBe(locationOf(saved))
  expect((await browser.get('/rules/preview/%00')).status).toBe(404)
  const page = await shown(locationOf(saved))
  expect(page).toContain('The rules are in force.')
  expect(page).toMatch(/saved .* by .*ada@company\.example/)
})

test('where others saved in between, what would move is shown anew before anything is saved', async () => {
  const path = locationOf(await check(rules('roadmap')))
  await importRules(site().store, { yaml: rules('ktlo'), nowAt: site().now() })
  const refused = await press(path, `${path}/save`)
  const anew = locationOf(refused)
  expect(anew).toMatch(/^\/rules\/preview\/[^?]+\?since=/)
  expect((await rulesInForce(site().store)).yaml).toBe(rules('ktlo'))
  const text = await shown(anew)
  expect(text).toContain('Other rules were saved in the meantime')
  expect(text).toContain('What changed meanwhile:</p><ul><li><bdi>Rule “bugs” moved from reliability to ktlo')
  const [onlyPath = ''] = anew.split('?')
  await press(anew, `${onlyPath}/save`)
  expect((await rulesInForce(site().store)).yaml).toBe(rules('roadmap'))
})

test('rules that never decide are named with their line', async () => {
  const shadowed = `${rules('ktlo')}  - { name: again, category: roadmap, when: { type: Bug } }\n`
  const text = await shown(locationOf(await check(shadowed)))
  expect(text).toContain('Rules that never decide')
  expect(text).toContain('Line 4, column')
})

test('a preview that was cancelled ends, keeps its file, and can not be saved', async () => {
  const { store, now } = site()
  const asked = { yaml: rules('ktlo'), askedBy: people.admin, nowAt: now() }
  const previewId = await beginPreview(store, asked)
  expect(await shown(`/rules/preview/${previewId}`)).toContain('Working out what would move')
  await press(`/rules/preview/${previewId}`, `/rules/preview/${previewId}/cancel`)
  const text = await shown(`/rules/preview/${previewId}`)
  expect(text).toContain('It was cancelled')
  expect(text).toContain('name: bugs')
  await endRulePreview(store, previewId, { state: 'failed', because: 'too late' })
  expect((await loadRulePreview(store, previewId))?.state).toBe('cancelled')
  const before = (await rulesInForce(store)).rulesVersion
  await press(`/rules/preview/${previewId}`, `/rules/preview/${previewId}/save`)
  expect((await rulesInForce(store)).rulesVersion).toBe(before)
})

test('a preview that failed keeps its file and says why', async () => {
  const { store, now } = site()
  const previewId = await beginPreview(store, { yaml: rules('ktlo'), askedBy: people.admin, nowAt: now() })
  await endRulePreview(store, previewId, { state: 'failed', because: 'the disk of <b>db</b> is full' })
  const text = await shown(`/rules/preview/${previewId}`)
  expect(text).toContain('What would move could not be worked out')
  expect(text).toContain('the disk of &lt;b&gt;db&lt;/b&gt; is full')
  expect(text).toContain('name: bugs')
})

test('a preview ends with its process, and one person has one at a time', async () => {
  const { store, now } = site()
  const asked = { yaml: rules('ktlo'), askedBy: people.admin, nowAt: now() }
  const first = await beginPreview(store, asked)
  const ruleSet = parseRuleFile(asked.yaml)
  await makePreview(store, first, { ruleSet, now, signal: AbortSignal.abort(), causeOf: String })
  const kindOf = async (previewId: string, nowAt: number) =>
    (await keptPreview(store, previewId, nowAt))?.kind
  expect(await kindOf(first, now() + 30_000)).toBe('under way')
  expect(await kindOf(first, now() + 30_001)).toBe('interrupted')
  const second = await beginPreview(store, asked)
  expect(await kindOf(first, now())).toBe('cancelled')
  await makePreview(store, second, { ruleSet, now, signal: new AbortController().signal, causeOf: String })
  expect(await kindOf(second, now())).toBe('done')
  await cancelPreview(store, second)
  expect(await kindOf(second, now())).toBe('done')
  await beginPreview(store, { ...asked, nowAt: now() + 86_400_001 })
  expect(await kindOf(second, now())).toBeUndefined()
})
