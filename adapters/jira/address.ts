import { readPastedUrl } from '../trackers/address.ts'
import type { UnderstoodAddress } from '../trackers/definition.ts'
import { TrackerRequestError } from '../trackers/errors.ts'
import { cloudOfApi, cloudOfSite } from './http/atlassian-clouds.ts'

/** Pages that Cloud alone has. */
const cloudPage = /^\/jira\/(software|core|your-work|for-you|polaris)(\/|$)/
/** The first parts of paths that are pages of a site, with what stands before them: the path below which a Data Center runs. */
const page =
  /^(.*?)\/(browse|projects|issues|secure|plugins|wiki|rest|servicedesk|people|dashboards?|login(?:\.jsp)?)(?:\/|$)/
const gateway = /^\/ex\/jira\/[^/]+/
const projectInPath = /\/(?:projects|project)\/([A-Z][A-Z0-9_]+)(?:[/?#]|$)/i
const ticketInPath = /\/browse\/([A-Z][A-Z0-9_]+)(?:-\d+)?(?:[/?#]|$)/i
const ticketInList = /\/issues\/([A-Z][A-Z0-9_]+)-\d+(?:[/?#]|$)/i

/** Reads the address of a site, or that of a board, project or ticket on it. A single word is a site's name at Atlassian. */
export function understandAddress(text: string): UnderstoodAddress {
  const word = text.trim()
  const url = readPastedUrl(
    /^[a-z0-9-]+$/i.test(word) && word !== 'localhost' ? `${word}.atlassian.net` : word,
  )
  if (url === null) return { baseUrl: word, scopeKeys: [], siteName: null, meaning: null }
  const throughGateway = cloudOfApi(url) === null ? undefined : gateway.exec(url.pathname)?.[0]
  if (throughGateway !== undefined) {
    const baseUrl = `${url.origin}${throughGateway}`
    return { baseUrl, scopeKeys: [], siteName: null, meaning: `the gateway for scoped tokens, ${baseUrl}` }
  }
  if (isAtlassianPage(url)) return { baseUrl: url.origin, scopeKeys: [], siteName: null, meaning: null }
  const isAtlassians = cloudOfSite(url) !== null
  const isCloud = isAtlassians || cloudPage.test(url.pathname)
  const contextPath = page.exec(url.pathname)?.[1]
  const isPage = isCloud || contextPath !== undefined
  // Atlassian's own sites answer by https alone, and a query is never part of where Jira runs.
  const origin = isAtlassians ? `https://${url.host}` : url.origin
  const path = isCloud ? '' : (contextPath ?? url.pathname)
  const baseUrl = (origin + path).replace(/\/+$/, '')
  const key = isPage ? keyOf(url) : null
  return {
    baseUrl,
    scopeKeys: key === null ? [] : [key],
    siteName: null,
    meaning: key === null ? `the site ${baseUrl}` : `the project ${key} of the site ${baseUrl}`,
  }
}

/** Pages at which people manage accounts, sites and apps, and the gateway without a site. Atlassian's own Jira is a Data Center. */
function isAtlassianPage(url: URL): boolean {
  const { hostname, pathname } = url
  if (!/(^|\.)atlassian(-us-gov-mod)?\.com$/.test(hostname) || hostname === 'jira.atlassian.com') return false
  return cloudOfApi(url) === null || !gateway.test(pathname)
}

/** @throws TrackerRequestError for an address of Linear's and a page of Atlassian's that is no site: no credentials are sent to it */
export function requireSite(url: URL): void {
  if (/(^|\.)linear\.app$/.test(url.hostname))
    throw new TrackerRequestError(
      `${url.hostname} is Linear, and no Jira site: connect it as a Linear workspace.`,
    )
  if (!isAtlassianPage(url)) return
  throw new TrackerRequestError(
    cloudOfApi(url) !== null
      ? "The gateway's address must name a Jira site by its cloud id, https://api.atlassian.com/ex/jira/CLOUD-ID; or give the address of the site, https://example.atlassian.net."
      : `${url.hostname} is where Atlassian manages accounts and sites, and no Jira site: open a project or board of yours, and give the address that the browser then shows, such as https://example.atlassian.net/browse/WEB.`,
  )
}

function keyOf({ pathname, searchParams }: URL): string | null {
  const ticket = /^([A-Z][A-Z0-9_]+)-\d+$/i.exec(searchParams.get('selectedIssue') ?? '')?.[1]
  const key =
    projectInPath.exec(pathname)?.[1] ??
    ticketInPath.exec(pathname)?.[1] ??
    ticketInList.exec(pathname)?.[1] ??
    searchParams.get('projectKey') ??
    ticket
  return key === undefined || !/^[A-Z][A-Z0-9_]+$/i.test(key) ? null : key.toUpperCase()
}
