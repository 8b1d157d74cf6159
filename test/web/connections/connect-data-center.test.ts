import { afterAll, beforeAll, expect, test } from 'vitest'
import { listConnections } from '../../../adapters/store/sync/connections.ts'
import { type FakeJira, startFakeJira } from '../../../fakes/jira/server/server.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../builders/company.ts'
import { signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'

const site = siteForThisFile()
let jira: FakeJira

beforeAll(async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
  jira = await startFakeJira({
    company: smallCompany(),
    now: () => smallCompanyAsOfAt,
    credentials: { email: 'robot', apiToken: 'data-center-secret' },
    dataCenter: { version: '10.3' },
  })
})

afterAll(() => jira.close())

test('a Data Center is connected on the page by a password, and its secret replaced', async () => {
  const browser = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const form = { name: 'own', url: `${jira.url}/secure/Dashboard.jspa`, auth: 'password', userName: 'robot' }
  const connect = (secret: string) =>
    browser.submit('/connections/new/jira', '/connections/new/jira', { ...form, secret })
  const refused = await connect('wrong-password')
  expect(refused.status).toBe(400)
  const shown = await refused.text()
  expect(shown).toContain('value="robot"')
  expect(shown).not.toContain('wrong-password')

  const connected = await connect('data-center-secret')
  expect(connected.status).toBe(303)
  const scopesPath = new URL(connected.headers.get('location') ?? '', site().origin).pathname
  const scopes = await (await browser.get(scopesPath)).text()
  expect(scopes).toContain('Plumbline Reader')
  expect(scopes).toContain('Alpha')
  const [connection] = await listConnections(site().store)
  expect(connection).toMatchObject({ baseUrl: jira.url, authKind: 'password', accountEmail: 'robot' })

  const path = `/connections/${connection?.connectionId}`
  const replaced = await browser.submit(path, `${path}/secret`, { secret: 'data-center-secret' })
  expect(replaced.headers.get('location')).toContain('secret=replaced')
})
