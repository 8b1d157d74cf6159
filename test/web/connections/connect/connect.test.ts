import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getConnection } from '../../../../adapters/store/connections/connections.ts'
import { type FakeJira, startFakeJira } from '../../../../fakes/jira/server/server.ts'
import { type FakeLinear, startFakeLinear } from '../../../../fakes/linear/server/server.ts'
import { makeAdmin } from '../../../../queries/sign-in/admins.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../../builders/company.ts'
import { app, returnAddressOf } from '../../../worker/parts/trackers/oauth-scene.ts'
import { type PlainBrowser, signedIn } from '../../browser.ts'
import { aLinkFor, siteForThisFile } from '../../open-test-site.ts'
import { people } from '../../people.ts'

const site = siteForThisFile()
let jira: FakeJira
let cloud: FakeJira
let linear: FakeLinear

beforeAll(async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
  jira = await startFakeJira({
    company: smallCompany(),
    now: () => smallCompanyAsOfAt,
    credentials: { email: 'robot', apiToken: 'data-center-secret' },
    dataCenter: { version: '10.3' },
  })
  const open = { company: smallCompany(), now: () => smallCompanyAsOfAt, oauth: app }
  cloud = await startFakeJira(open)
  linear = await startFakeLinear(open)
})

afterAll(async () => {
  await jira.close()
  await cloud.close()
  await linear.close()
})

const admin = async () => signedIn(site().origin, await aLinkFor(site(), people.admin))

test('a Data Center is connected on the page by a password, and its secret replaced', async () => {
  const browser = await admin()
  const form = { name: 'own', url: `${jira.url}/secure/Dashboard.jspa`, auth: 'password', userName: 'robot' }
  const connect = (secret: string) =>
    browser.submit('/connections/new/jira', '/connections/new/jira', { ...form, secret })
  const refused = await connect('wrong-password')
  expect(refused.status).toBe(400)
  const shown = await refused.text()
  expect(shown).toContain('value="robot"')
  expect(shown).toMatch(/id="secret"[^>]*aria-describedby="secret-problem [^>]*aria-invalid="true"/)
  expect(shown).not.toContain('wrong-password')

  const connected = await connect('data-center-secret')
  expect(connected.status).toBe(303)
  const scopesPath = new URL(connected.headers.get('location') ?? '', site().origin).pathname
  const scopes = await (await browser.get(scopesPath)).text()
  expect(scopes).toContain('Plumbline Reader')
  expect(scopes).toContain('Alpha')
  const connection = await getConnection(site().store, 'own')
  expect(connection).toMatchObject({ baseUrl: jira.url, authKind: 'password', accountEmail: 'robot' })

  const path = `/connections/${connection?.connectionId}`
  const replaced = await browser.submit(path, `${path}/secret`, { secret: 'data-center-secret' })
  expect(replaced.headers.get('location')).toContain('secret=replaced')
})

test('on the page too, an account that may not search the projects it sees is told before anything is kept', async () => {
  const form = { name: 'unsearched', url: jira.url, auth: 'password', userName: 'robot' }
  const path = '/connections/new/jira'
  const browser = await admin()
  jira.faults.set({ rules: [{ kind: 'forbidden', endpoint: 'GET search' }] })
  const refused = await browser.submit(path, path, { ...form, secret: 'data-center-secret' })
  jira.faults.set({})
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('forbids the account to search their tickets')
  expect(await getConnection(site().store, 'unsearched')).toBeNull()
})

test.each([
  ['403', { status: 403, headers: {} }, 'ask its admins for the list of allowed addresses'],
  [
    '503 with a time',
    { status: 503, headers: { 'retry-after': '120' } },
    'anything else is to be tried again',
  ],
])('a site that answers %s is told with what to do, and nothing is kept', async (_name, answer, words) => {
  await using stack = new AsyncDisposableStack()
  const server = createServer((_request, response) => {
    response.writeHead(answer.status, answer.headers)
    response.end('no')
  }).listen(0, '127.0.0.1')
  stack.defer(() => void server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${Object(server.address()).port}`
  const form = {
    name: 'refused',
    url,
    auth: 'api_token',
    email: 'ada@company.example',
    secret: 'ATATT-example',
  }
  const refused = await (await admin()).submit('/connections/new/jira', '/connections/new/jira', form)
  expect(refused.status).toBe(400)
  const shown = await refused.text()
  expect(shown).toContain(words)
  expect(await getConnection(site().store, 'refused')).toBeNull()
})

/** Sends the form of a sign-in by OAuth, and returns where the tracker sends the browser back to. */
async function signInAt(
  browser: PlainBrowser,
  tracker: 'jira' | 'linear',
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const path = `/connections/new/${tracker}`
  const form = { auth: 'oauth', clientId: app.clientId, secret: app.clientSecret, ...fields }
  return leaveBy(await browser.submit(path, path, form))
}

/** Follows the link to the tracker as somebody who allows it; returns the path that it sends the browser back to. */
async function leaveBy(response: Response): Promise<string> {
  const text = await response.text()
  const link = /<a class="button" href="([^"]+)">/.exec(text)?.[1]
  if (link === undefined) throw new Error(`no link to a tracker (${response.status}):\n${text}`)
  const back = new URL(await returnAddressOf(new URL(link.replaceAll('&amp;', '&'))))
  expect(back.origin).toBe(site().origin)
  return back.pathname + back.search
}

test.each(['jira', 'linear'] as const)(
  '%s is connected on the page by signing in there, and once more',
  async (tracker) => {
    const { url } = tracker === 'jira' ? cloud : linear
    const browser = await admin()
    const form = await (await browser.get(`/connections/new/${tracker}`)).text()
    expect(form).toContain(`${site().origin}/connections/oauth/return`)
    const back = await signInAt(browser, tracker, { name: `by-${tracker}`, url })
    const returned = await browser.get(back)
    expect(returned.status, await returned.clone().text()).toBe(303)
    expect(
      await (
        await browser.get(new URL(returned.headers.get('location') ?? '', site().origin).pathname)
      ).text(),
    ).toContain(tracker === 'jira' ? 'Alpha' : 'Gamma')
    const connection = await getConnection(site().store, `by-${tracker}`)
    expect(connection).toMatchObject({ authKind: 'oauth', accountEmail: null })
    expect((await browser.get(back)).status, 'the same answer a second time').toBe(403)

    const path = `/connections/${connection?.connectionId}`
    const again = await leaveBy(await browser.submit(path, `${path}/sign-in`))
    expect((await browser.get(again)).status).toBe(303)
    expect((await getConnection(site().store, `by-${tracker}`))?.secret).not.toEqual(connection?.secret)
    const audit = await (await browser.get('/audit')).text()
    expect(audit).toContain(`by-${tracker}`)
  },
)

test('the answer of a tracker is taken only by the session that began the sign-in, and not for long', async () => {
  const browser = await admin()
  const back = await signInAt(browser, 'linear', { name: 'mine', url: linear.url })
  const other = await admin()
  expect((await other.get(back)).status).toBe(403)
  const forged = back.replace(/state=[^&]+/, 'state=forged')
  expect((await browser.get(forged)).status).toBe(403)
  site().passTime(15 * 60_000)
  const late = await browser.get(back)
  expect(late.status).toBe(403)
  expect(await late.text()).toContain('15 minutes')
  expect(await getConnection(site().store, 'mine')).toBeNull()
})

test('who does not allow it, or signs in elsewhere, connects nothing and is told why', async () => {
  const browser = await admin()
  if (linear.oauth !== null) linear.oauth.denies = true
  const denied = await browser.get(await signInAt(browser, 'linear', { name: 'denied', url: linear.url }))
  if (linear.oauth !== null) linear.oauth.denies = false
  expect(denied.status).toBe(400)
  expect(await denied.text()).toContain('the app was not allowed to read at Linear')
  const elsewhere = { name: 'elsewhere', url: cloud.url.replace('127.0.0.1', 'localhost') }
  const refused = await browser.get(await signInAt(browser, 'jira', elsewhere))
  expect(await refused.text()).toContain('but not to the address that was given')
  expect(await getConnection(site().store, 'elsewhere')).toBeNull()
})

test('what waits at a tracker is sealed, and the app needs an id', async () => {
  const browser = await admin()
  await signInAt(browser, 'linear', { name: 'waiting', url: linear.url })
  const { rows } = await site().store.pool.query('select t::text as text from tracker_sign_ins t')
  expect(rows).not.toEqual([])
  expect(JSON.stringify(rows)).not.toContain(app.clientSecret)
  const path = '/connections/new/linear'
  const incomplete = await browser.submit(path, path, { name: 'a', auth: 'oauth', secret: 's' })
  expect(await incomplete.text()).toContain('The client id is missing')
  const unsafe = {
    name: 'a',
    url: 'http://linear.example/graphql',
    auth: 'oauth',
    clientId: 'a',
    secret: 's',
  }
  expect(await (await browser.submit(path, path, unsafe)).text()).toContain('must begin with https')
})
