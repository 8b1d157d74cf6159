import { readPastedUrl } from '../trackers/address.ts'
import type { UnderstoodAddress } from '../trackers/definition.ts'
import { TrackerRequestError } from '../trackers/errors.ts'

/** Pages of Linear's own, which stand where workspaces do. */
const ownPages = new Set([
  'login',
  'join',
  'signup',
  'settings',
  'docs',
  'developers',
  'changelog',
  'homepage',
  'oauth',
  'api',
  'pricing',
  'features',
  'integrations',
  'customers',
  'security',
  'download',
  'about',
  'contact',
])

const api = 'https://api.linear.app/graphql'

/** Reads the address of Linear's API, or that of a workspace, team or ticket. A single word is a workspace's name in addresses. */
export function understandAddress(text: string): UnderstoodAddress {
  const word = text.trim()
  const url = readPastedUrl(/^[a-z0-9-]+$/i.test(word) && word !== 'localhost' ? `linear.app/${word}` : word)
  if (url === null) return { baseUrl: word, scopeKeys: [], siteName: null, meaning: null }
  const { host, pathname } = url
  if (host.endsWith('.linear.app') && host !== 'www.linear.app')
    return { baseUrl: api, scopeKeys: [], siteName: null, meaning: "Linear's own API" }
  if (host !== 'linear.app' && host !== 'www.linear.app') {
    const baseUrl = (url.origin + url.pathname).replace(/\/+$/, '')
    return { baseUrl, scopeKeys: [], siteName: null, meaning: `the API at ${baseUrl}` }
  }
  const [workspace = '', kind = '', name = ''] = pathname.split('/').filter((part) => part !== '')
  if (workspace === '' || ownPages.has(workspace.toLowerCase()))
    return { baseUrl: api, scopeKeys: [], siteName: null, meaning: 'any workspace of Linear' }
  const key = teamKeyOf(kind, name)
  const meaning = `the workspace "${workspace}" of Linear`
  return {
    baseUrl: api,
    scopeKeys: key === null ? [] : [key],
    siteName: workspace.toLowerCase(),
    meaning: key === null ? meaning : `the team ${key} of ${meaning}`,
  }
}

/** @throws TrackerRequestError for an address of Atlassian's: no credentials are sent to it */
export function requireLinear({ hostname }: URL): void {
  if (!/(^|\.)(atlassian(-us-gov-mod)?\.(net|com)|jira\.com)$/.test(hostname)) return
  throw new TrackerRequestError(`${hostname} is Atlassian’s, and no Linear: connect it as a Jira.`)
}

function teamKeyOf(kind: string, name: string): string | null {
  if (kind === 'team' && /^[A-Z0-9]+$/i.test(name)) return name.toUpperCase()
  const ticket = kind === 'issue' ? /^([A-Z0-9]+)-\d+$/i.exec(name)?.[1] : undefined
  return ticket?.toUpperCase() ?? null
}
