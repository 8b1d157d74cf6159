import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import Provider from 'oidc-provider'
import { PlainBrowser } from '../browser.ts'

export interface CompanyProvider {
  readonly issuer: string
  /** Registers our site, whose address is known later than the provider's. */
  register(redirectUrl: string): void
  close(): Promise<void>
}

export const client = { id: 'plumbline', secret: 'a-secret-of-the-tests-alone' }

/** Claims by login. */
export type Accounts = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A real, certified provider of identities on loopback; its own pages take any password. */
export async function openCompanyProvider(
  accounts: Accounts,
  {
    endsSessions = true,
    claimsOfToken = [],
  }: {
    readonly endsSessions?: boolean
    /** Which claims stand in the ID token too; the others are on the page of the user's data alone. */
    readonly claimsOfToken?: readonly string[]
  } = {},
): Promise<CompanyProvider> {
  let answer: RequestListener = (_, response) => response.writeHead(503).end()
  const server = createServer((request, response) => answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider got no port')
  const issuer = `http://127.0.0.1:${address.port}`
  return {
    issuer,
    register(redirectUrl) {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            redirect_uris: [redirectUrl],
            post_logout_redirect_uris: [new URL('/sign-out/done', redirectUrl).href],
          },
        ],
        features: { rpInitiatedLogout: { enabled: endsSessions } },
        cookies: { keys: ['a-key-of-the-tests'] },
        claims: { openid: ['sub', 'nbf', ...claimsOfToken], email: ['email', 'email_verified'] },
        findAccount: (_: unknown, sub: string) => ({
          accountId: sub,
          claims: () => ({ sub, ...accounts[sub] }),
        }),
      })
      answer = provider.callback()
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Signs in on the provider's pages, and agrees. @returns where it sends the browser in the end */
export async function passProvider(
  issuer: string,
  from: URL,
  login: string,
  browser: PlainBrowser = new PlainBrowser(issuer),
): Promise<URL> {
  let response = await browser.get(from.href)
  for (let step = 0; step < 12; step += 1) {
    const location = response.headers.get('location')
    if (location === null) {
      const page = await response.text()
      const [, action] = /<form[^>]*action="([^"]+)"/.exec(page) ?? []
      if (action === undefined) throw new Error(`no form on the provider's page: ${page.slice(0, 2000)}`)
      const hidden = [...page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ])
      response = await browser.post(action, { ...Object.fromEntries(hidden), login, password: 'any' })
      continue
    }
    const to = new URL(location, issuer)
    if (to.origin !== issuer) return to
    response = await browser.get(to.href)
  }
  throw new Error('the provider went round in circles')
}
