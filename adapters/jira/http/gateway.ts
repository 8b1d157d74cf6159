import { z } from 'zod'
import {
  type HttpRequest,
  type HttpResponse,
  sendHttp,
  type TransportFailure,
} from '../../trackers/transport.ts'
import { isAnonymous, lacksScope } from './response.ts'

// What becomes part of an address that credentials go to is checked first.
const tenantSchema = z.object({ cloudId: z.string().regex(/^[0-9a-f-]{8,64}$/i) })

/** Atlassian's own sites alone, over https: the gateway gets the credentials. */
function mayHaveGateway({ protocol, host }: URL): boolean {
  return protocol === 'https:' && /\.(atlassian\.net|jira\.com)$/.test(host)
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
  return tenant.success ? new URL(`https://api.atlassian.com/ex/jira/${tenant.data.cloudId}`) : null
}

type Answer = HttpResponse | TransportFailure

/**
 * Sends a request to a site, and to its gateway where the site refuses the token: it may be one with scopes.
 * @returns the response that says most, and the gateway where that took the token
 */
export async function sendThroughGateway(
  site: URL,
  sendTo: (base: URL) => Promise<Answer>,
  find: (site: URL) => Promise<URL | null>,
): Promise<{ readonly response: Answer; readonly gateway: URL | null }> {
  const refusal = await sendTo(site)
  if (!isRefused(refusal) || !mayHaveGateway(site)) return { response: refusal, gateway: null }
  const gateway = await find(site)
  if (gateway === null) return { response: refusal, gateway: null }
  const response = await sendTo(gateway)
  if (response.kind === 'failed') return { response, gateway: null }
  if (!isRefused(response)) return { response, gateway }
  return { response: lacksScope(response) ? response : refusal, gateway: null }
}

function isRefused(answer: Answer): boolean {
  return answer.kind === 'response' && (answer.status === 401 || isAnonymous(answer.headers))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
