import type { Attempt } from '../../limits/retry.ts'
import { TrackerAuthError } from '../../trackers/errors.ts'
import { JiraRefusalError } from './http-error.ts'

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * Tells what an HTTP answer means: data, a limit, a passing failure, or the end of the matter.
 *
 * Nothing of the answer's body goes into a message: it may hold tickets, and a proxy's page may hold anything.
 * @param endpoint method and path without the query, `GET /rest/api/3/myself`
 * @throws TrackerAuthError for 401, 403 and an anonymous 200
 * @throws JiraRefusalError for every other 3xx and 4xx
 */
export function readAnswer(answer: RawAnswer, endpoint: string): Attempt<unknown> {
  const { status, headers } = answer
  refuseAnonymity(headers)
  if (status === 429) return { kind: 'refused', words: `Jira limits ${endpoint} (HTTP 429)`, headers }
  if (status >= 500 || status === 408) {
    return {
      kind: 'failed',
      words: `Jira failed at ${endpoint} (HTTP ${status}); its status page may know more.`,
      headers,
    }
  }
  if (status === 401) {
    throw new TrackerAuthError(
      'Jira does not take the credentials (HTTP 401). The API token may have expired or been revoked, or be a scoped ' +
        'one, which needs the address https://api.atlassian.com/ex/jira/{cloudId}: make a new token and connect again.',
    )
  }
  if (status < 200 || status >= 300) throw new JiraRefusalError(status, endpoint)
  return parseBody(answer, endpoint)
}

/**
 * An expired API token is answered with 200 and empty results, as if nobody were signed in; only this header tells.
 * (n8n-io/n8n#16325, MrRefactoring/jira.js#418)
 */
function refuseAnonymity(headers: Headers): void {
  if (!/FAILED|DENIED/.test(headers.get('x-seraph-loginreason') ?? '')) return
  throw new TrackerAuthError(
    'Jira answers as to a stranger (x-seraph-loginreason): the API token has expired or been revoked, the account must first ' +
      'pass a sign-in challenge in the browser, or the token was made with scopes, which go through ' +
      'https://api.atlassian.com/ex/jira/<cloud id>. Make a new token and connect again.',
  )
}

function parseBody({ headers, text }: RawAnswer, endpoint: string): Attempt<unknown> {
  const contentType = headers.get('content-type') ?? 'application/json'
  if (!/[/+]json\b/i.test(contentType)) {
    return {
      kind: 'failed',
      words: `Jira answered ${endpoint} with a page instead of data; a proxy or sign-in page may stand between.`,
      headers,
    }
  }
  try {
    const value: unknown = JSON.parse(text)
    return { kind: 'answered', value, headers }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { kind: 'failed', words: `Jira's answer to ${endpoint} was cut off.`, headers }
  }
}
