import { expect, test } from 'vitest'
import { jiraOAuth } from '../../../adapters/jira/oauth.ts'
import {
  TrackerAuthError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../../../adapters/trackers/errors.ts'

/** The sites that a sign-in opens where Atlassian lists them so. */
async function sitesOf(body: unknown, status = 200, baseUrl: string | null = null) {
  return await jiraOAuth.findSites?.({
    baseUrl,
    accessToken: 'token',
    fetch: async () =>
      typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status }),
    signal: undefined,
  })
}

const id = '1f2e3d4c-0000-4000-8000-000000000001'
const site = { id, url: 'https://acme.atlassian.net', name: 'acme', scopes: ['read:jira-work'] }

test('a site is one, for whichever of its products and however often it is listed', async () => {
  const sites = await sitesOf([site, { ...site, scopes: ['read:confluence-content.all'] }, site])
  expect(sites).toEqual([
    { siteId: id, name: 'acme', url: site.url, baseUrl: `https://api.atlassian.com/ex/jira/${id}` },
  ])
})

test('one of the Government Cloud is read through its own gateway', async () => {
  const url = 'https://acme.atlassian-us-gov-mod.net'
  const [found] = (await sitesOf([{ ...site, url }], 200, url)) ?? []
  expect(found?.baseUrl).toBe(`https://api.atlassian-us-gov-mod.com/ex/jira/${id}`)
})

test('a record that is odd hides none of the others', async () => {
  const odd = [null, { ...site, scopes: null }, { ...site, id: '../../evil' }, { id }]
  expect(await sitesOf([...odd, site])).toHaveLength(1)
  expect(await sitesOf([])).toEqual([])
})

test.each([
  [200, '<html>sign in', TrackerUnavailableError],
  [503, '<html>maintenance', TrackerUnavailableError],
  [401, {}, TrackerAuthError],
  [404, {}, TrackerRequestError],
])('an answer that is no list (HTTP %i) is no site, and is said', async (status, body, errorClass) => {
  await expect(sitesOf(body, status)).rejects.toThrow(errorClass)
})

test('a Jira site without the scope to read tickets is named as such; one of Confluence alone is no site', async () => {
  const unscoped = [{ ...site, scopes: ['read:jira-user', 'offline_access'] }]
  await expect(sitesOf(unscoped)).rejects.toThrow(TrackerAuthError)
  await expect(sitesOf(unscoped)).rejects.toThrow('lacks the scope read:jira-work: give the app the scopes')
  expect(await sitesOf([...unscoped, { ...site, id: id.replace('1f', '2f') }])).toHaveLength(1)
  expect(await sitesOf([{ ...site, scopes: ['read:confluence-content.all'] }])).toEqual([])
})
