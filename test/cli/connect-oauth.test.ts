import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FakeJira, startFakeJira } from '../../fakes/jira/server/server.ts'
import { type FakeLinear, startFakeLinear } from '../../fakes/linear/server/server.ts'
import { smallCompany, smallCompanyAsOfAt } from '../builders/company.ts'
import { app, returnAddressOf } from '../worker/parts/trackers/oauth-scene.ts'
import { type CommandLineProcess, openCommandLine } from './command-line.ts'
import { type EndedInProcess, runInProcess } from './run-in-process.ts'

const now = () => smallCompanyAsOfAt
const otherSite = { id: '00000000-0000-4000-8000-000000000001', url: 'https://other.example', name: 'Other' }

let line: CommandLineProcess
let jira: FakeJira
let linear: FakeLinear

beforeAll(async () => {
  line = await openCommandLine()
  jira = await startFakeJira({ company: smallCompany(), now, oauth: app, otherSites: [otherSite] })
  linear = await startFakeLinear({ company: smallCompany(), now, oauth: app })
})

afterAll(async () => {
  await jira.close()
  await linear.close()
  await line.close()
})

const secrets = { JIRA_CLIENT_SECRET: app.clientSecret, LINEAR_CLIENT_SECRET: app.clientSecret }

/** Runs `connect` while somebody opens the address that it shows, as `browse` does. */
async function connect<Seen>(
  words: readonly string[],
  browse: (pageUrl: URL) => Promise<Seen>,
): Promise<EndedInProcess & { readonly seen: Seen }> {
  const browsed = Promise.withResolvers<Seen>()
  const oauthWords = ['--oauth', '--client-id', app.clientId, '--callback-port', '0']
  const ended = await runInProcess(['connect', ...words, ...oauthWords], {
    environment: { ...line.environment, ...secrets },
    nowAt: now(),
    stopAfter: async (stderr) => {
      const shown = () => /^ {2}(http\S+)$/m.exec(stderr())?.[1]
      await expect.poll(shown).toBeDefined()
      browse(new URL(shown() ?? '')).then(browsed.resolve, browsed.reject)
      return new Promise(() => undefined)
    },
  })
  return { ...ended, seen: await browsed.promise }
}

/** A browser of somebody who allows it. */
const allow = async (pageUrl: URL) => (await fetch(await returnAddressOf(pageUrl))).text()

it('connects both trackers by a sign-in in the browser, and keeps what it gave sealed', async () => {
  const [ofJira, ofLinear] = [
    await connect(['jira', '--name', 'jira', '--url', jira.url, '--json'], allow),
    await connect(['linear', '--name', 'linear', '--url', linear.url], allow),
  ]
  expect([ofJira.exitCode, ofLinear.exitCode], ofJira.stderr + ofLinear.stderr).toEqual([0, 0])
  const { cloudId } = jira.state.site
  expect(JSON.parse(ofJira.stdout)).toMatchObject({
    name: 'jira',
    url: `${jira.url}/ex/jira/${cloudId}`,
    // Atlassian renews a sign-in for a year.
    secretExpiresOn: '2027-06-12',
  })
  expect(ofJira.stderr).toMatch(/must have this callback URL: http:\/\/127\.0\.0\.1:\d+\/callback$/m)
  expect(ofLinear.stdout).toContain('It reads 1 team: GAM (Gamma)')
  for (const { stdout, stderr } of [ofJira, ofLinear])
    expect(stdout + stderr).not.toMatch(new RegExp(`access-|refresh-|${app.clientSecret}`))
})

it('says which sites there are where the address names none of them, and stores nothing', async () => {
  const ended = await connect(
    ['jira', '--name', 'elsewhere', '--url', `${jira.url.replace('127.0.0.1', 'localhost')}`],
    allow,
  )
  expect(ended.exitCode).toBe(1)
  expect(ended.stderr).toContain(`Other (https://other.example), but not to the address that was given`)
  const listed = await line.runHere(['connections', '--json'])
  expect(listed.stdout).not.toContain('elsewhere')
})

it('ends where nobody allows it, and takes no answer to another sign-in', async () => {
  if (linear.oauth !== null) linear.oauth.denies = true
  const ended = await connect(['linear', '--name', 'denied', '--url', linear.url], async (pageUrl) => {
    const back = new URL(await returnAddressOf(pageUrl))
    const forged = new URL('?state=another&code=planted', back)
    return [await (await fetch(forged)).text(), await (await fetch(back)).text()]
  })
  if (linear.oauth !== null) linear.oauth.denies = false
  expect(ended.seen[0]).toContain('No sign-in is waiting for this here')
  expect(ended.seen[1]).toContain('The terminal says whether')
  expect(ended.exitCode).toBe(1)
  expect(ended.stderr).toContain('the app was not allowed to read at Linear')
})

it('wants the client id, and an address where no sign-in tells it', async () => {
  const withoutId = await line.runHere(['connect', 'linear', '--name', 'x', '--oauth'], secrets)
  expect(withoutId).toMatchObject({ exitCode: 2 })
  expect(withoutId.stderr).toContain('the client secret belongs to an app: add --client-id')
  const withoutUrl = await line.runHere(['connect', 'jira', '--name', 'x', '--email', 'ada@company.example'])
  expect(withoutUrl).toMatchObject({ exitCode: 2 })
  expect(withoutUrl.stderr).toContain('add --url')
})

it('ends at once when whoever waits for the browser stops it', async () => {
  const words = ['connect', 'linear', '--name', 'stopped', '--url', linear.url, '--oauth']
  const ended = await runInProcess([...words, '--client-id', app.clientId, '--callback-port', '0'], {
    environment: { ...line.environment, ...secrets },
    nowAt: now(),
    stopAfter: (stderr) => expect.poll(stderr).toContain('Open this address'),
  })
  expect(ended.exitCode).toBe(130)
  expect(ended.stderr).not.toContain('bug')
})

it('says so where another program has the port that the browser would come back to', async () => {
  const words = ['connect', 'linear', '--name', 'taken', '--url', linear.url, '--oauth']
  const ended = await line.runHere(
    [...words, '--client-id', app.clientId, '--callback-port', String(linear.port)],
    secrets,
  )
  expect(ended.exitCode).toBe(78)
  expect(ended.stderr).toContain('choose another by --callback-port')
})
