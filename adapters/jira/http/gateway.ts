import { z } from 'zod'
import {
  type HttpRequest,
  type HttpResponse,
  jsonOf,
  sendHttp,
  type TransportFailure,
} from '../../trackers/transport.ts'
import { refusesCredentials } from './anonymous.ts'
import { cloudOfSite } from './atlassian-clouds.ts'
import { lacksScope } from './response.ts'

/** What becomes part of an address that credentials go to is checked first. */
export const cloudIdSchema = z.string().regex(/^[0-9a-f-]{8,64}$/i)

const tenantSchema = z.object({ cloudId: cloudIdSchema })

/** Atlassian's own sites alone, over https: the gateway gets the credentials. */
function mayHaveGateway(site: URL): boolean {
  return site.protocol === 'https:' && cloudOfSite(site) !== null
}

/**
 * Finds the gateway of a Jira Cloud site, which alone takes API tokens with scopes. Asked without credentials.
 * @returns null where the site doesn't tell its cloud id
 */
export async function findGateway(
  site: URL,
  request: Pick<HttpRequest, 'fetch' | 'timeoutMs' | 'signal'>,
): Promise<URL | null> {
  const response = await sendHttp({
    ...request,
    label: 'Jira',
    operation: 'GET /_edge/tenant_info',
    url: new URL('/_edge/tenant_info', site),
    init: { headers: { Accept: 'application/json', 'User-Agent': 'plumbline' } },
  })
  if (response.kind === 'failed' || response.status !== 200) return null
  const tenant = tenantSchema.safeParse(jsonOf(response.text))
  const cloud = cloudOfSite(site)
  return tenant.success && cloud !== null ? new URL(gatewayOf(tenant.data.cloudId, cloud.apiOrigin)) : null
}

/** @param origin of Atlassian's API, or of a proxy of it */
export function gatewayOf(cloudId: string, origin: string): string {
  return `${origin}/ex/jira/${cloudId}`
}

type Answer = HttpResponse | TransportFailure

export interface Sent {
  /** The one that says most. */
  readonly response: Answer
  /** Where that took the token; null for none. */
  readonly gateway: URL | null
  /** Whether the token was refused, and the site doesn't tell where one with scopes would be taken. */
  readonly isGatewayUnknown?: boolean
}

/** Sends a request to a site, and to its gateway where the site refuses the token: it may be one with scopes. */
export async function sendThroughGateway(
  site: URL,
  sendTo: (base: URL) => Promise<Answer>,
  find: (site: URL) => Promise<URL | null>,
): Promise<Sent> {
  const refusal = await sendTo(site)
  if (!isRefused(refusal) || !mayHaveGateway(site)) return { response: refusal, gateway: null }
  const gateway = await find(site)
  if (gateway === null) return { response: refusal, gateway: null, isGatewayUnknown: true }
  const response = await sendTo(gateway)
  if (response.kind === 'failed') return { response, gateway: null }
  if (!isRefused(response)) return { response, gateway }
  return { response: lacksScope(response) ? response : refusal, gateway: null }
}

/** What to say beside a refusal where the gateway isn't known. */
export const unknownGatewayAdvice =
  'The site did not tell its cloud id just now, so that the token could not be tried as one with scopes: if it is one, give the address ' +
  'https://api.atlassian.com/ex/jira/CLOUD-ID.'

function isRefused(answer: Answer): boolean {
  return answer.kind === 'response' && refusesCredentials(answer)
}
