import { TrackerRequestError } from '../../trackers/errors.ts'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Checks a connection's address before any credential is sent to it.
 *
 * A path is kept: scoped API tokens go through `https://api.atlassian.com/ex/jira/{cloudId}`.
 * @throws TrackerRequestError unless it is https, or loopback, or the operator allowed plain http
 */
export function parseBaseUrl(text: string, allowInsecure: boolean): URL {
  const url = URL.parse(text)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new TrackerRequestError(
      "Jira's address isn't a web address; write it like https://example.atlassian.net.",
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new TrackerRequestError(
      "Jira's address holds a user name or password; give the credentials apart from it.",
    )
  }
  if (url.protocol === 'http:' && !allowInsecure && !loopbackHosts.has(url.hostname)) {
    throw new TrackerRequestError(
      `Jira's address must begin with https: the credentials would cross the network in the clear to ${url.hostname}.`,
    )
  }
  return url
}

/** The address of an endpoint below `base`, keeping a context path. */
export function endpointUrl(base: URL, path: string, searchParams: Record<string, unknown> | undefined): URL {
  const url = new URL(base.pathname.replace(/\/+$/, '') + path, base.origin)
  for (const [name, value] of Object.entries(searchParams ?? {})) {
    for (const single of Array.isArray(value) ? value : [value]) {
      if (single !== undefined && single !== null) url.searchParams.append(name, String(single))
    }
  }
  return url
}
