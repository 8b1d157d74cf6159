import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { RequestLimiter } from '../../../adapters/limits/limiter.ts'
import {
  TrackerAuthError,
  TrackerRequestError,
  TrackerResponseTooLargeError,
  TrackerUnavailableError,
} from '../../../adapters/trackers/errors.ts'
import { explainNetworkError } from '../../../adapters/trackers/network-error.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { sendHttp } from '../../../adapters/trackers/transport.ts'
import { waitLimitMs } from '../../setup/time-limits.ts'
import { virtualClock } from '../limits/virtual-clock.ts'

const secret = 'secret-that-nobody-may-see'
type ErrorClass = typeof TrackerRequestError | typeof TrackerUnavailableError

const opened: (Server | TcpServer)[] = []

afterEach(async () => {
  for (const server of opened.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections()
    if (!server.listening) continue
    server.close()
    await once(server, 'close')
  }
})

async function listening(server: Server | TcpServer): Promise<number> {
  opened.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port')
  return address.port
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createHttpServer(listener))}`
}

const tls = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url))

/** How a preflight at this address ends, with the requests' backoff on a virtual clock. */
async function failureAt(kind: string, baseUrl: string, ownSecret = secret): Promise<Error> {
  const { now, sleep } = virtualClock()
  const definition = trackers.definitionOf(kind)
  const [signIn] = definition.signIns
  try {
    const tracker = await definition.open({
      connectionId: 'c',
      baseUrl,
      signInKind: signIn.kind,
      secret: ownSecret,
      email: 'ada@company.example',
      limiter: new RequestLimiter({ now, sleep }),
      now,
      sleep,
    })
    await tracker.preflight()
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
  throw new Error('the preflight succeeded')
}

describe.each(trackers.kinds())('%s: a fault of the world is an error with advice', (kind) => {
  const page = '<html>Please sign in: secret-page</html>'

  const faults: readonly [string, () => Promise<string>, ErrorClass, RegExp][] = [
    [
      "a certificate that this machine doesn't trust",
      async () => {
        const options = { key: tls('self-signed.key.pem'), cert: tls('self-signed.cert.pem') }
        return `https://127.0.0.1:${await listening(createHttpsServer(options))}`
      },
      TrackerRequestError,
      /NODE_EXTRA_CA_CERTS.*the server's own where it signed itself \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    ],
    [
      'plain http where https was expected',
      async () => (await serve((_, response) => response.end())).replace('http:', 'https:'),
      TrackerRequestError,
      /TLS/,
    ],
    [
      'a host name that nobody has',
      async () => 'https://tracker.invalid/path',
      TrackerUnavailableError,
      /can't be resolved.*\((ENOTFOUND|EAI_AGAIN)\)/,
    ],
    [
      'a port where nothing listens',
      async () => {
        const server = createTcpServer()
        const port = await listening(server)
        server.close()
        return `http://127.0.0.1:${port}`
      },
      TrackerUnavailableError,
      /nothing listens.*ECONNREFUSED/,
    ],
    [
      'a port that fetch itself refuses',
      async () => 'http://127.0.0.1:1',
      TrackerUnavailableError,
      /no web server may use its port/,
    ],
    [
      "something that doesn't speak HTTP",
      async () =>
        `http://127.0.0.1:${await listening(createTcpServer((socket) => socket.resume().end('220 mail.example ESMTP\r\n')))}`,
      TrackerUnavailableError,
      /doesn't speak HTTP/,
    ],
    [
      'a redirect, which is not followed',
      () => serve((_, response) => response.writeHead(301, { Location: 'https://elsewhere.example' }).end()),
      TrackerRequestError,
      /redirects elsewhere, to elsewhere\.example[:;]/,
    ],
    [
      'a redirect to https',
      () =>
        serve(({ headers }, response) =>
          response.writeHead(308, { Location: `https://${headers.host}/secret?secret=1` }).end(),
        ),
      TrackerRequestError,
      /redirects elsewhere, to https, which the address has to begin with/,
    ],
    [
      'a redirect to its own page to sign in at',
      () => serve((_, response) => response.writeHead(302, { Location: '/login.jsp?secret=1' }).end()),
      TrackerUnavailableError,
      /redirects elsewhere, to another page of its own, such as one to sign in at/,
    ],
    [
      'a redirect that leads nowhere',
      () => serve((_, response) => response.writeHead(301, { Location: 'https://' }).end()),
      TrackerRequestError,
      /redirects elsewhere[:;]/,
    ],
    [
      "a proxy's page with 200",
      () => serve((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(page)),
      TrackerUnavailableError,
      /page instead of JSON.*proxy/,
    ],
    [
      "a proxy's page with 502",
      () => serve((_, response) => response.writeHead(502, { 'Content-Type': 'text/html' }).end(page)),
      TrackerUnavailableError,
      /HTTP 502/,
    ],
    [
      "a proxy's page that asks for a sign-in of its own",
      () => serve((_, response) => response.writeHead(407, { 'Content-Type': 'text/html' }).end(page)),
      TrackerRequestError,
      /a proxy asks for credentials.*HTTP 407/,
    ],
    [
      "text that isn't UTF-8",
      () =>
        serve((_, response) =>
          response
            .writeHead(200, { 'Content-Type': 'application/json; charset=iso-8859-1' })
            .end(Buffer.from('{"name":"J\u00fcrgen"}', 'latin1')),
        ),
      TrackerUnavailableError,
      /isn't UTF-8/,
    ],
    [
      "a body that isn't compressed as it says",
      () =>
        serve((_, response) =>
          response
            .writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
            .end('{"a":1}'),
        ),
      TrackerUnavailableError,
      /isn't compressed as it says/,
    ],
    [
      'JSON cut off',
      () =>
        serve((_, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"a')),
      TrackerUnavailableError,
      /cut off/,
    ],
    [
      'JSON of another kind',
      () => serve((_, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('[]')),
      TrackerUnavailableError,
      /./,
    ],
  ]

  test.each(faults)('%s', async (_fault, start, errorClass, advice) => {
    const baseUrl = await start()
    const error = await failureAt(kind, baseUrl)
    expect(error).toBeInstanceOf(errorClass)
    expect(error.message).toMatch(advice)
    expect(error.message).not.toMatch(/secret|127\.0\.0\.1|company\.example/)
  })

  test.each([
    'https://ada:hunter2secret@tracker.example',
    'https://:hunter2secret@tracker.example',
    'https://ada:hunter2secret@trac ker.example',
    'ada:hunter2secret@tracker.example',
    'https://tracker.example/?token=hunter2secret',
    'https://tracker.example/#hunter2secret',
    'http://tracker.example',
  ])('an address that credentials may not go to is refused, and not repeated: %s', async (baseUrl) => {
    const error = await failureAt(kind, baseUrl)
    expect(error).toBeInstanceOf(TrackerRequestError)
    expect(error.message).not.toContain('hunter2')
  })

  test('a secret that no header can hold is refused, and not repeated', async () => {
    const error = await failureAt(kind, 'https://tracker.example', 'secret-that\nnobody-may-see')
    expect(error).toBeInstanceOf(TrackerAuthError)
    expect(error.message).not.toContain('nobody-may-see')
  })
})

describe('sendHttp', () => {
  const send = (url: string, maxResponseBytes?: number) =>
    sendHttp({
      label: 'Jira',
      operation: 'GET /big',
      url: new URL(url),
      init: {},
      fetch,
      timeoutMs: waitLimitMs,
      ...(maxResponseBytes === undefined ? {} : { maxResponseBytes }),
      signal: undefined,
    })

  test('a response of the largest size is read, one of a byte more is an error and no longer read', async () => {
    const bytes = 3 * 1024 * 1024
    const url = await serve((_, response) => response.end('x'.repeat(bytes)))
    expect(await send(url, bytes)).toMatchObject({ kind: 'response', status: 200 })
    const failure = send(url, bytes - 1)
    await expect(failure).rejects.toThrow(TrackerResponseTooLargeError)
    await expect(failure).rejects.toThrow('larger than 2 MiB; check')
  })

  test('a response without an end stops at the size, not at the memory', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const endless = new Readable({ read: () => void endless.push(chunk) })
    const url = await serve((_, response) => void endless.pipe(response))
    await expect(send(url, 1024 * 1024)).rejects.toThrow('larger than 1 MiB')
  })

  test('a byte order mark is no part of the text', async () => {
    const url = await serve((_, response) => response.end('\ufeff{}'))
    expect(await send(url)).toMatchObject({ text: '{}' })
  })

  test('a bug of ours stays one', async () => {
    const boom = () => Promise.reject(new TypeError('x is not a function'))
    const request = { label: 'Jira', operation: 'GET /x', url: new URL('http://127.0.0.1'), init: {} }
    const sent = sendHttp({ ...request, fetch: boom, timeoutMs: waitLimitMs, signal: undefined })
    await expect(sent).rejects.toThrow('x is not a function')
  })
})

describe('explainNetworkError', () => {
  test.each([
    ['CERT_HAS_EXPIRED', false, 'has expired'],
    ['CERT_NOT_YET_VALID', false, "machine's clock"],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false, 'another host name'],
    ['SELF_SIGNED_CERT_IN_CHAIN', false, 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, 'NODE_EXTRA_CA_CERTS'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'TLS'],
    ['ENOTFOUND', true, 'DNS'],
    ['ETIMEDOUT', true, 'firewall'],
    ['UND_ERR_SOCKET', true, 'closed'],
    ['ESOMETHINGNEW', true, 'ESOMETHINGNEW'],
  ])('%s', (code, retryable, words) => {
    const cause = Object.assign(new Error('https://ada:hunter2@tracker.example'), { code })
    const failure = explainNetworkError(new TypeError('fetch failed', { cause }))
    expect(failure).toMatchObject({ retryable })
    expect(failure?.message).toContain(words)
    expect(failure?.message).not.toContain('hunter2')
  })
})
