import { beforeAll, expect, test } from 'vitest'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { hookPath } from '../../../domain/page-paths.ts'
import { auditPage } from '../../../queries/audit/audit.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { hooksView } from '../../../web/connections/hooks-view.ts'
import { connectTo } from '../../activities/sync/sync-desk.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { sendJiraHook } from '../http/hooks/jira-hook.ts'
import { sendLinearHook } from '../http/hooks/linear-hook.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'
import { type Form, formsOf } from '../sent-forms.ts'

const site = siteForThisFile()

beforeAll(() => makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 }))

const admin = async () => signedIn(site().origin, await aLinkFor(site(), people.admin))
const pathOf = ({ connectionId }: Connection) => `/connections/${connectionId}`
const addressOf = ({ connectionId }: Connection) => `${site().origin}${hookPath(connectionId)}`

/** The status that a webhook is answered with. */
async function sent(connection: Connection, secret: string): Promise<number> {
  const url = addressOf(connection)
  const [issue, nowAt] = [{ id: '10001', key: 'ALP-1' }, site().now()]
  const hook = { webhookEvent: 'jira:issue_updated', issue, timestamp: nowAt }
  const linearHook = {
    action: 'update',
    type: 'Issue',
    data: { id: 'issue-1' },
    webhookTimestamp: nowAt,
  } as const
  const response =
    connection.tracker === 'jira'
      ? await sendJiraHook(url, hook, { secret })
      : await sendLinearHook(url, linearHook, { secret })
  return response.status
}

/** The form that switches webhooks on, as the page has it now. */
async function formOf(browser: PlainBrowser, connection: Connection): Promise<Form> {
  const html = await (await browser.get(pathOf(connection))).text()
  const found = formsOf(html).find(({ action, fields }) => action.endsWith('/hooks') && 'against' in fields)
  if (found === undefined) throw new Error('the page has no form of webhooks')
  return found
}

async function press(browser: PlainBrowser, connection: Connection, typed = {}): Promise<Response> {
  const { action, fields } = await formOf(browser, connection)
  return browser.post(action, { ...fields, turn: 'on', ...typed })
}

function secretOn(text: string): string {
  return /<code id="hook-new-secret">([0-9a-f]{64})</.exec(text)?.[1] ?? 'none'
}

test('Jira’s webhooks are signed with a secret that the page makes and shows once, and not with an earlier one', async () => {
  const jira = await connectTo(site().store, 'jira', [])
  const browser = await admin()
  const turnOn = async () => {
    const made = await press(browser, jira)
    expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const text = await made.text()
    expect(text).toContain(`<code>${addressOf(jira)}</code>`)
    return secretOn(text)
  }
  const first = await turnOn()
  expect(await sent(jira, first)).toBe(200)
  const shown = await (await browser.get(pathOf(jira))).text()
  expect(shown).toContain('The last one came')
  expect(shown).not.toContain(first)
  const second = await turnOn()
  expect([await sent(jira, first), await sent(jira, second)]).toEqual([401, 200])
  const off = await browser.submit(pathOf(jira), `${pathOf(jira)}/hooks`, { turn: 'off' })
  expect(off.headers.get('location')).toContain(pathOf(jira))
  expect(await sent(jira, second)).toBe(401)
  expect(await (await browser.get('/audit')).text()).toContain('Webhooks changed')
})

test('Linear makes the secret itself: it is pasted, and nothing else is taken in its place', async () => {
  const linear = await connectTo(site().store, 'linear', [])
  const browser = await admin()
  const keep = (secret: string) => press(browser, linear, { secret })
  const refused = await keep('  ')
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('href="#hook-secret"')
  const kept = await keep(' lin_wh_example ')
  expect(kept.status).toBe(303)
  expect(await sent(linear, 'lin_wh_example')).toBe(200)
  expect(await (await browser.get(pathOf(linear))).text()).not.toContain('lin_wh_example')
})

test('a second click makes no second secret, and of two windows the later one is told: what is shown is what is kept', async () => {
  const jira = await connectTo(site().store, 'jira', [], 'Clicked twice')
  const browser = await admin()
  const [one, other] = [await formOf(browser, jira), await formOf(browser, jira)]
  const click = ({ action, fields }: Form) => browser.post(action, { ...fields, turn: 'on' })
  const answers = await Promise.all([click(one), click(one), click(one)])
  const shown = new Set(await Promise.all(answers.map(async (each) => secretOn(await each.text()))))
  expect(shown.size).toBe(1)
  const [secret = ''] = shown
  expect(await sent(jira, secret)).toBe(200)
  const late = await click(other)
  expect(late.status).toBe(400)
  expect(await late.text()).toContain('changed in the meantime')
  expect(await sent(jira, secret)).toBe(200)
  const { entries } = await auditPage(site().store, { beforeNumber: null, size: 20 })
  const made = entries.filter(({ subject }) => subject === 'connection Clicked twice')
  expect(made.map(({ action }) => action)).toEqual(['change webhooks'])
})

test('an address that only this machine can open is told as one, with what to set', async () => {
  const standing = { hooks: null, newSecret: null, connectionId: 'a', problems: [], formToken: 'token' }
  const cardOf = async (isPublic: boolean) => {
    const definition = trackers.definitionOf('jira')
    return String(
      await hooksView({ ...standing, definition, isPublic, address: 'https://plumbline.example/hooks/a' }),
    )
  }
  expect(await cardOf(false)).toContain('Set <code>PUBLIC_URL</code>')
  expect(await cardOf(true)).not.toContain('PUBLIC_URL')
})
