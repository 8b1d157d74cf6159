import { pino } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import type { IdentityProvider } from '../../adapters/identity/provider.ts'
import type { RelayStanding } from '../../adapters/mail/check-relay.ts'
import type { MailMessage } from '../../adapters/mail/message.ts'
import { type KeyRing, keyRingFromText, newKeyText } from '../../adapters/secrets.ts'
import { openStore, type Store } from '../../adapters/store/sql/client.ts'
import { createLink } from '../../queries/sign-in/links.ts'
import { type OpenSite, openSite } from '../../web/site.ts'
import type { Temporal } from '../../worker/parts/temporal/temporal.ts'
import { nowAt } from '../adapters/store/test-store.ts'
import { unpacedSender } from '../builders/mail-sender.ts'
import { createTestDatabase } from '../setup/database.ts'

export interface TestSite {
  readonly store: Store
  readonly origin: string
  readonly keys: KeyRing
  /** What the relay was handed. */
  readonly mails: MailMessage[]
  /** One JSON object a line. */
  readonly log: string[]
  /** Moves the site's clock on. */
  passTime(ms: number): void
  now(): number
  /** Opens the same site a second time, as another process would. */
  openAnother(): Promise<OpenSite>
}

interface TestSiteOptions {
  readonly publicOrigin?: string
  readonly mailLinkDays?: number | null
  readonly trustsProxy?: boolean
  readonly provider?: () => IdentityProvider
  /** None by default. */
  readonly temporal?: () => Temporal
  /** How the relay stands; by default it answers. */
  readonly relay?: () => RelayStanding
  /** Makes the relay throw. */
  readonly relayFails?: () => Error | null
}

/** The real site on a database of this file's own, with a relay that keeps what it is given. */
export function siteForThisFile(options: TestSiteOptions = {}): () => TestSite {
  let site: TestSite | null = null
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const database = await createTestDatabase()
    const store = await openStore({ databaseUrl: database.url, applicationName: 'plumbline test' })
    const mails: MailMessage[] = []
    const log: string[] = []
    let clock = nowAt
    const keys = keyRingFromText(newKeyText())
    const open = () =>
      openSite(
        {
          store,
          keys: async () => keys,
          temporal: options.temporal?.() ?? null,
          syncEveryMinutes: 15,
          now: () => clock,
          log: pino({ base: null }, { write: (line: string) => log.push(line) }),
          publicOrigin: options.publicOrigin ?? null,
          mailLinkDays: options.mailLinkDays === undefined ? 30 : options.mailLinkDays,
          trustsProxy: options.trustsProxy ?? false,
          mail: {
            ...unpacedSender,
            mailer: {
              async send(message) {
                const failure = options.relayFails?.() ?? null
                if (failure !== null) throw failure
                mails.push(message)
                return { kind: 'sent', reply: '250 kept' }
              },
              close: () => Promise.resolve(),
            },
            identity: {
              from: 'plumbline@company.example',
              messageIdDomain: 'company.example',
              replyTo: null,
            },
            relay: async () => options.relay?.() ?? { kind: 'answers' },
          },
          provider: options.provider?.() ?? null,
        },
        { host: '127.0.0.1', port: 0 },
      )
    const first = await open()
    closing.push(() => first.close())
    site = {
      store,
      keys,
      origin: `http://127.0.0.1:${first.port}`,
      mails,
      log,
      passTime: (ms) => {
        clock += ms
      },
      now: () => clock,
      async openAnother() {
        const another = await open()
        closing.push(() => another.close())
        return another
      },
    }
    closing.unshift(
      () => database.drop(),
      () => store.close(),
    )
  })
  afterAll(async () => {
    for (const close of closing.toReversed()) await close()
  })
  return () => {
    if (site === null) throw new Error('the site is open while tests run')
    return site
  }
}

/** A token that signs an address in, as a mail would bring it. */
export async function aLinkFor({ store, now }: TestSite, email: string, returnTo = '/'): Promise<string> {
  return (await createLink(store, { email, returnTo, askedOn: 'page', nowAt: now() })).token
}
