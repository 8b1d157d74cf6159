import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

export interface RawResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

interface RawRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request with any headers, `Host` among them, which `fetch` writes itself. */
export async function rawRequest(
  origin: string,
  path: string,
  request: RawRequest = {},
): Promise<RawResponse> {
  const { bytes, ...response } = await rawBytes(origin, path, request)
  return { ...response, text: bytes.toString() }
}

interface RawBytes extends Omit<RawResponse, 'text'> {
  /** As they came: still compressed, where they were. */
  readonly bytes: Buffer
}

/** The same, with what came as it came. */
export async function rawBytes(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body = '' }: RawRequest = {},
): Promise<RawBytes> {
  const { hostname, port } = new URL(origin)
  const sent = request({
    hostname,
    port,
    path,
    method,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  })
  sent.end(body)
  const [response] = await once(sent, 'response')
  return { status: response.statusCode, headers: response.headers, bytes: await buffer(response) }
}
