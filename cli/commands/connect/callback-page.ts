import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { ReturnedSignIn } from '../../../adapters/trackers/oauth/authorization.ts'
import { ConfigError } from '../../../worker/settings/config-error.ts'

/** A page on this machine that a tracker sends the browser back to. */
export interface CallbackPage extends AsyncDisposable {
  /** To be registered in the app as it is. */
  readonly redirectUrl: string
  /**
   * Waits for the browser. What answers another sign-in, or none, is told so and not taken.
   * @throws the signal's reason when the person stops waiting
   */
  wait(
    read: (query: URLSearchParams) => ReturnedSignIn,
    signal: AbortSignal,
  ): Promise<Exclude<ReturnedSignIn, { kind: 'strange' }>>
}

const host = '127.0.0.1'
const path = '/callback'

/**
 * Opens the page, which nobody but this machine reaches.
 * @param port 0 for any that is free
 * @throws ConfigError where another program has the port
 */
export async function openCallbackPage(port: number): Promise<CallbackPage> {
  const server = createServer()
  await listen(server, port)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('The callback page has no port')
  const origin = `http://${host}:${address.port}`
  return {
    redirectUrl: `${origin}${path}`,
    wait: (read, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => reject(signal.reason)
        if (signal.aborted) stop()
        signal.addEventListener('abort', stop, { once: true })
        server.on('request', (request: IncomingMessage, response: ServerResponse) => {
          const query = queryOf(request, origin)
          if (query === null) return say(response, 404, 'There is no such page.')
          const returned = read(query)
          if (returned.kind === 'strange')
            return say(
              response,
              400,
              'No sign-in is waiting for this here. Open the address in the terminal again.',
            )
          // Also where the browser is gone before it has the page: its code is here.
          response.once('close', () => resolve(returned))
          say(response, 200, 'You can close this page. The terminal says whether the sign-in worked.')
        })
      }),
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Null for what isn't the browser's way back; another host is that of a page that wants to reach this machine under its own name. */
function queryOf({ method, url, headers }: IncomingMessage, origin: string): URLSearchParams | null {
  const asked = URL.parse(url ?? '', origin)
  const isOurs = method === 'GET' && asked?.pathname === path && `http://${headers.host}` === origin
  return isOurs ? asked.searchParams : null
}

function say(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  response.end(`<!doctype html><html lang="en"><title>Plumbline</title><p>${words}</p></html>`)
}

async function listen(server: Server, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, resolve)
  try {
    await promise
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new ConfigError(
      `the page that the browser comes back to can't be opened at port ${port} (${String(error.code)}): choose another by --callback-port, and register its address in the app`,
    )
  }
}
