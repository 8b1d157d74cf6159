import { type HttpResponse, isRefusedByPage } from '../../trackers/transport.ts'

type Headed = Pick<HttpResponse, 'status' | 'headers'>

/** Why Jira takes nobody to be signed in, as its headers say it. */
type AnonymousReason = 'captcha' | 'no access' | 'refused' | 'nobody'

/**
 * Jira responds to an expired API token with 200 and empty results, as if nobody were signed in; only a header shows it: that of the
 * sign-in, or a Data Center's of the user. (n8n-io/n8n#16325, MrRefactoring/jira.js#418)
 */
function anonymousReason({ status, headers }: Headed): AnonymousReason | null {
  const reason = headers.get('x-seraph-loginreason') ?? ''
  if (headers.has('x-authentication-denied-reason') || /AUTHENTICATION_DENIED/.test(reason)) return 'captcha'
  if (/AUTHORI[SZ]ATION_FAILED/.test(reason)) return 'no access'
  if (/FAILED|DENIED/.test(reason)) return 'refused'
  return status !== 401 && headers.get('x-ausername') === 'anonymous' ? 'nobody' : null
}

export function isAnonymous(response: Headed): boolean {
  return anonymousReason(response) !== null
}

/** Whether a Data Center says that it knows who sent a request. */
export function namesAccount({ headers }: Headed): boolean {
  return (headers.get('x-ausername') ?? 'anonymous') !== 'anonymous'
}

/**
 * Whether a Data Center takes nobody to be signed in, and says nothing of why: where it knew the account before, it may have lost the
 * session alone.
 */
export function isNobody(response: Headed): boolean {
  const reason = anonymousReason(response)
  if (reason !== null) return reason === 'nobody'
  return response.status === 401 && response.headers.get('x-ausername') === 'anonymous'
}

/** Whether Jira takes nobody to be signed in; a token that lacks a scope is refused with the same status. */
export function refusesCredentials(response: HttpResponse): boolean {
  return (response.status === 401 && !isRefusedInItsPlace(response)) || isAnonymous(response)
}

const ownHeaders = ['x-seraph-loginreason', 'x-arequestid', 'x-anodeid', 'x-ausername', 'atl-traceid']

/**
 * Whether a page of what stands before Jira refuses the request. A Data Center refuses credentials with a page of its own, which
 * names Jira.
 */
export function isRefusedInItsPlace(response: HttpResponse): boolean {
  if (!isRefusedByPage(response)) return false
  const { status, headers, text } = response
  if (status !== 401) return true
  return !ownHeaders.some((name) => headers.has(name)) && !/jira|AUTHENTICATED_FAILED/i.test(text)
}

/** What an anonymous response means, with what to do. Nothing of its headers is repeated: one holds an address to sign in at. */
export function anonymousText(response: Headed, refusalAdvice: string): string {
  const { status } = response
  const reason = anonymousReason(response)
  if (reason === 'captcha')
    return (
      `Jira lets no program sign in as this account until somebody has passed its CAPTCHA, which it asks for after several failed sign-ins (HTTP ${status}). ` +
      'Sign in as the account in a browser, or let a Jira admin reset its failed logins; then make sure of the secret, and connect again.'
    )
  if (reason === 'no access')
    return `Jira knows the account and does not let it in (HTTP ${status}): let a Jira admin give it access to Jira.`
  // A wrong secret: the header says no more than the status.
  if (status === 401) return notAccepted(refusalAdvice)
  return `Jira treats the request as anonymous, by a header of its response (HTTP ${status}): it does not take the credentials. ${refusalAdvice}`
}

export function notAccepted(refusalAdvice: string): string {
  return `Jira does not accept the credentials (HTTP 401). ${refusalAdvice}`
}
