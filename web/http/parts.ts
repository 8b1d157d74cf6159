import type { Logger } from 'pino'
import type { MailSender } from '../../activities/deliver/send-own-mail.ts'
import type { IdentityProvider } from '../../adapters/identity/provider.ts'
import type { RelayStanding } from '../../adapters/mail/check-relay.ts'
import type { MailIdentity } from '../../adapters/mail/message.ts'
import type { KeyRing } from '../../adapters/secrets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Temporal } from '../../worker/parts/temporal/temporal.ts'

/** What pages work with. */
export interface WebParts {
  readonly store: Store
  readonly keys: () => Promise<KeyRing>
  /** Null where pages start nothing, as in most tests. */
  readonly temporal: Temporal | null
  /** How often connections are synced. */
  readonly syncEveryMinutes: number
  readonly now: () => Instant
  readonly log: Logger
  /** The origin that browsers know us by, such as `https://plumbline.company.example`. */
  readonly publicOrigin: string
  /** The same where it was set: mails link to it. Null where they link to no page. */
  readonly mailOrigin: string | null
  /** How long a reader's link in a mail opens its page without signing in; null: it asks to sign in. */
  readonly mailLinkDays: number | null
  /** Whether a proxy of ours, and nobody else, writes `X-Forwarded-For`. */
  readonly trustsProxy: boolean
  readonly mail: SignInMailer
  /** Does what an answer doesn't wait for; a stop aborts the signal, and waits for the work. Its failure is logged under this name. */
  readonly inBackground: (name: string, work: (signal: AbortSignal) => Promise<void>) => void
  /** Null without OpenID Connect. */
  readonly provider: IdentityProvider | null
}

/** The way to the relay, and what mails on it are accounted with. */
export interface SignInMailer extends Pick<MailSender, 'mailer' | 'pacing' | 'sleep' | 'workerName'> {
  readonly identity: MailIdentity
  /** Where mails are kept as files; null or missing where a relay takes them. */
  readonly mailboxDir?: string | null
  /** Whether mails would leave now. */
  readonly relay: () => Promise<RelayStanding>
}
