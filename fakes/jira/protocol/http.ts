import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Instant } from '../../../domain/instant.ts'
import type { FakeResponse } from './response.ts'

const maxBodyBytes = 5_000_000

/** Reads a request's body as text. */
export async function bodyText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of message) {
    const buffer = Buffer.from(chunk)
    bytes += buffer.length
    if (bytes > maxBodyBytes) throw new RangeError('The request body is too large for the fake Jira.')
    chunks.push(buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The body as JSON; undefined where it is empty or no JSON, which the endpoint then refuses. */
export function bodyOf(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Writes a response: text bodies as HTML, others as JSON. A truncated one has a matching length. */
export function sendResponse(
  response: ServerResponse,
  answer: FakeResponse,
  options: { readonly nowAt: Instant; readonly isCut: boolean },
): void {
  if (Buffer.isBuffer(answer.body)) {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }
    response.writeHead(answer.status, headers).end(answer.body)
    return
  }
  const isText = typeof answer.body === 'string'
  const whole = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  const text = options.isCut ? whole.slice(0, Math.ceil(whole.length / 2)) : whole
  response.writeHead(answer.status, {
    'Content-Type': isText ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8',
    'Content-Length': String(Buffer.byteLength(text)),
    // Node would send the machine's time; readers may use this header as the server's clock.
    Date: new Date(options.nowAt).toUTCString(),
    ...answer.headers,
  })
  response.end(text)
}
