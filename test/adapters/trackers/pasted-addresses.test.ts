import fc from 'fast-check'
import { expect, test } from 'vitest'
import { understandAddress as ofJira, requireSite } from '../../../adapters/jira/address.ts'
import { jiraOAuth } from '../../../adapters/jira/oauth.ts'
import { createJiraTracker } from '../../../adapters/jira/tracker.ts'
import { understandAddress as ofLinear } from '../../../adapters/linear/address.ts'
import { TrackerRequestError } from '../../../adapters/trackers/errors.ts'
import { virtualClock } from '../limits/virtual-clock.ts'

const site = 'https://acme.atlassian.net'

test.each([
  ['acme', site, []],
  ['acme.atlassian.net', site, []],
  [' https://acme.atlassian.net/ ', site, []],
  ['https://acme.atlassian.net/?x=1', site, []],
  ['acme.atlassian.net/jira/your-work', site, []],
  ['https://acme.atlassian.net/jira/software/c/projects/WEB/boards/12?view=list#top', site, ['WEB']],
  ['https://acme.atlassian.net/jira/core/projects/ops/board', site, ['OPS']],
  ['https://acme.atlassian.net/browse/WEB-17', site, ['WEB']],
  ['https://acme.atlassian.net/browse/WEB', site, ['WEB']],
  ['https://acme.atlassian.net/projects/WEB/issues', site, ['WEB']],
  ['https://acme.atlassian.net/secure/RapidBoard.jspa?rapidView=1&projectKey=WEB', site, ['WEB']],
  ['https://acme.atlassian.net/jira/for-you?selectedIssue=WEB-3', site, ['WEB']],
  ['https://acme.atlassian.net/jira/for-you?projectKey=%3Cscript%3E', site, []],
  ['https://api.atlassian.com/ex/jira/1f2/rest/api/3/myself', 'https://api.atlassian.com/ex/jira/1f2', []],
  [
    'https://acme.atlassian-us-gov-mod.net/jira/software/projects/WEB/boards/1',
    'https://acme.atlassian-us-gov-mod.net',
    ['WEB'],
  ],
  [
    'https://api.atlassian-us-gov-mod.com/ex/jira/1f2',
    'https://api.atlassian-us-gov-mod.com/ex/jira/1f2',
    [],
  ],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080', []],
  ['localhost:8080/browse/WEB-1', 'http://localhost:8080', ['WEB']],
  ['http://jira.company.example', 'http://jira.company.example', []],
  ['https://company.example/tracker/', 'https://company.example/tracker', []],
  ['https://company.example/jira', 'https://company.example/jira', []],
  ['company.example:8443/jira/browse/WEB-17', 'https://company.example:8443/jira', ['WEB']],
  ['https://company.example/secure/Dashboard.jspa', 'https://company.example', []],
  [
    'https://company.example/jira/secure/RapidBoard.jspa?projectKey=WEB',
    'https://company.example/jira',
    ['WEB'],
  ],
  ['ACME.Atlassian.NET./browse/web-17', site, ['WEB']],
  ['http://acme.atlassian.net', site, []],
  ['https:/acme.atlassian.net:443', site, []],
  ['<https://acme.atlassian.net/browse/WEB-17>,', site, ['WEB']],
  ['"https://acme.atlassian.net"', site, []],
  ['//acme.atlassian.net/jira/dashboards/10000', site, []],
  ['https://company.example/jira?x=1#top', 'https://company.example/jira', []],
  ['bücher.example/jira/browse/WEB-1', 'https://xn--bcher-kva.example/jira', ['WEB']],
  ['https://company.example/a/b/projects/WEB/issues/WEB-1', 'https://company.example/a/b', ['WEB']],
  ['https//acme.atlassian.net', site, []],
  ['https://company.example//jira//browse/WEB-1', 'https://company.example/jira', ['WEB']],
  ['https://acme.atlassian.net/issues/WEB-4', site, ['WEB']],
  ['https://acme.atlassian.net/issues/recent', site, []],
])('Jira: %s', (text, baseUrl, scopeKeys) => {
  const understood = ofJira(text)
  expect(understood).toMatchObject({ baseUrl, scopeKeys, siteName: null })
  expect(understood.meaning).toContain(baseUrl)
  for (const key of scopeKeys) expect(understood.meaning).toContain(`the project ${key} of`)
})

test.each([
  ['https://id.atlassian.com/manage-profile/security/api-tokens', 'id.atlassian.com'],
  ['home.atlassian.com/o/1f2/jira', 'home.atlassian.com'],
  ['https://admin.atlassian.com/s/1f2/users', 'admin.atlassian.com'],
  ['https://start.atlassian.com', 'start.atlassian.com'],
  ['https://developer.atlassian.com/console/myapps/', 'developer.atlassian.com'],
  ['atlassian.com/browse/WEB-1', 'atlassian.com'],
  ['https://admin.atlassian-us-gov-mod.com/o/1f2', 'admin.atlassian-us-gov-mod.com'],
  ['https://api.atlassian-us-gov-mod.com/ex/jira', "The gateway's address must name a Jira site"],
  ['https://api.atlassian.com/ex/jira', "The gateway's address must name a Jira site"],
  ['https://api.atlassian.com/ex/confluence/1f2', "The gateway's address must name a Jira site"],
])('Jira: %s is no site, which is told with what to give, by each way to sign in', async (text, words) => {
  const { baseUrl, meaning } = ofJira(text)
  expect(meaning).toBeNull()
  const clock = virtualClock()
  const open = { connectionId: 'c', baseUrl, auth: { kind: 'bearer', token: 'token' }, ...clock } as const
  for (const begin of [() => createJiraTracker(open), () => jiraOAuth.endpointsOf(baseUrl)]) {
    expect(begin).toThrow(TrackerRequestError)
    expect(begin).toThrow(words)
    expect(begin).toThrow('https://example.atlassian.net')
  }
})

test.each(['https://jira.atlassian.com', 'https://example.atlassian.net', 'https://myatlassian.com/jira'])(
  'Jira: %s may be a site',
  (baseUrl) => {
    expect(ofJira(baseUrl).meaning).toBe(`the site ${baseUrl}`)
    expect(() => requireSite(new URL(baseUrl))).not.toThrow()
  },
)

const api = 'https://api.linear.app/graphql'

test.each([
  ['acme', api, [], 'acme'],
  ['linear.app/acme', api, [], 'acme'],
  ['https://linear.app/Acme/team/eng/active', api, ['ENG'], 'acme'],
  ['https://linear.app/acme/issue/OPS-12/a-title', api, ['OPS'], 'acme'],
  ['https://linear.app/acme/project/search-1234?x=1', api, [], 'acme'],
  ['https://LINEAR.app./Acme/team/eng/cycle/12?x#y', api, ['ENG'], 'acme'],
  ['https://linear.app/login', api, [], null],
  ['https://linear.app/oauth/authorize?client_id=1', api, [], null],
  ['https://app.linear.app/acme', api, [], null],
  ['https://api.linear.app./graphql', api, [], null],
  ['https://linear.app', api, [], null],
  ['api.linear.app', api, [], null],
  ['https://api.linear.app/graphql', api, [], null],
  ['http://127.0.0.1:8080/graphql', 'http://127.0.0.1:8080/graphql', [], null],
])('Linear: %s', (text, baseUrl, scopeKeys, siteName) => {
  const understood = ofLinear(text)
  expect(understood).toMatchObject({ baseUrl, scopeKeys, siteName })
  expect(understood.meaning).not.toBeNull()
})

test.each(['https://ada:hunter2@acme.atlassian.net', '', '  ', 'ftp://acme.example', 'a b', 'https://'])(
  'what can not be read, or holds a password, is left for the check to refuse: %s',
  (text) => {
    for (const understand of [ofJira, ofLinear])
      expect(understand(text)).toEqual({
        baseUrl: text.trim(),
        scopeKeys: [],
        siteName: null,
        meaning: null,
      })
  },
)

test('however a site is written, it is one address, and reading that again changes nothing', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
  const written = fc.record({
    name: label,
    scheme: fc.constantFrom('', 'https://', 'HTTPS://', '//', 'https:/', 'http://'),
    dot: fc.constantFrom('', '.'),
    port: fc.constantFrom('', ':443'),
    page: fc.constantFrom('', '/', '/browse/WEB-1', '/jira/software/c/projects/WEB/boards/1', '/wiki?x=1#y'),
    around: fc.constantFrom(['', ''], [' ', ' '], ['<', '>'], ['"', '"'], ['(', ')'], ['', ',']),
    isLoud: fc.boolean(),
  })
  fc.assert(
    fc.property(written, ({ name, scheme, dot, port, page, around: [before, after], isLoud }) => {
      fc.pre(scheme !== 'http://' || port === '')
      const host = `${name}.atlassian.net`
      const { baseUrl } = ofJira(
        `${before}${scheme}${isLoud ? host.toUpperCase() : host}${dot}${port}${page}${after}`,
      )
      expect(baseUrl).toBe(`https://${host}`)
      expect(ofJira(baseUrl).baseUrl).toBe(baseUrl)
    }),
    { seed: 12, numRuns: 500 },
  )
})

test('no text makes it fail, and what is understood holds no query, fragment or credentials', () => {
  const text = fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true }))
  fc.assert(
    fc.property(text, (pasted) => {
      for (const understand of [ofJira, ofLinear]) {
        const { baseUrl, meaning } = understand(pasted)
        if (meaning === null) expect(baseUrl).toBe(pasted.trim())
        else expect(new URL(baseUrl)).toMatchObject({ search: '', hash: '', username: '', password: '' })
      }
    }),
    { seed: 12, numRuns: 1000 },
  )
})
