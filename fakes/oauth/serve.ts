import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FakeOAuth, OAuthAnswer } from './oauth-server.ts'

/**
 * Answers a request to an OAuth server, whose body was read already.
 * @returns false where the request is for somebody else
 */
export async function serveOAuth(
  oauth: FakeOAuth,
  message: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<boolean> {
  const { method = '', url = '/', headers } = message
  const { authorization } = headers
  const answer = oauth.answer({ method, url: new URL(url, 'http://127.0.0.1'), body, authorization })
  if (answer === null) return false
  if (message.method === 'POST' && oauth.latencyMs > 0) await sleep(oauth.latencyMs)
  if (answer.isLost === true) response.destroy()
  else send(response, answer)
  return true
}

function send(response: ServerResponse, { status, headers, body }: OAuthAnswer): void {
  const isPage = typeof body === 'string'
  response.writeHead(status, { 'Content-Type': isPage ? 'text/html' : 'application/json', ...headers })
  response.end(isPage ? body : JSON.stringify(body))
}
