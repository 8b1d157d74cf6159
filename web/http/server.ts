import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { arriveWithinMs, stopWithinMs } from './limits.ts'

export interface WebServer {
  readonly port: number
  /** Takes no more requests, and ends when those under way have been answered, or after a few seconds. */
  close(): Promise<void>
}

/**
 * Opens a port; the site is built once its number is known, before anybody can ask.
 * @throws the system's error, such as EADDRINUSE
 */
export async function listen(
  place: { readonly host: string; readonly port: number },
  build: (port: number) => Hono,
): Promise<WebServer> {
  let app: Hono | null = null
  const server = createAdaptorServer({
    fetch: (request, environment) => app?.fetch(request, environment) ?? new Response(null, { status: 503 }),
    overrideGlobalObjects: false,
    serverOptions: {
      requestTimeout: arriveWithinMs,
      headersTimeout: arriveWithinMs / 2,
      keepAliveTimeout: arriveWithinMs / 6,
    },
  })
  if (!isHttpServer(server)) throw new Error('the adaptor made no HTTP server')
  server.listen(place.port, place.host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the web server got no TCP port')
  app = build(address.port)
  return { port: address.port, close: () => close(server) }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), stopWithinMs)
  await closed
  clearTimeout(cut)
}

function isHttpServer(server: object): server is Server {
  return 'closeIdleConnections' in server
}
