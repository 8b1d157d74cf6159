import { resolve } from 'node:path'
import { z } from 'zod'
import { isEhloName } from '../../adapters/mail/ehlo-name.ts'
import { ImapUrlError, parseImapUrl } from '../../adapters/mail/returned/imap-settings.ts'
import { parseSmtpUrl, SmtpUrlError } from '../../adapters/mail/smtp-settings.ts'
import { keyRingFromText, SecretKeyError } from '../../adapters/secrets.ts'
import { hourMs } from '../../domain/instant.ts'
import { parseEmail } from '../../domain/text/email.ts'
import { ConfigError } from './config-error.ts'
import type { Environment } from './environment.ts'
import { flag, text } from './variable-kinds.ts'
import { type WebConfig, webConfigOf, webProblems, webVariables } from './web-config.ts'

const port = z.coerce.number().int().min(1).max(65_535)

/** A URL whose value never appears in a complaint: it may carry a password. */
function urlOf(protocols: readonly string[], example: string) {
  return z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be such as ${example}`,
    )
}

/** A check by the function that will read the value later. */
function isAccepted(
  read: (value: string) => unknown,
  refusal: abstract new (...args: never) => Error,
): (value: string) => boolean {
  return (value) => {
    try {
      read(value)
      return true
    } catch (error) {
      if (error instanceof refusal) return false
      throw error
    }
  }
}

/** Letters, digits and hyphens, apart by dots; as many parts at least. */
function dnsLabels(least: number): RegExp {
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
  return new RegExp(`^(?=.{1,190}$)${label}(\\.${label}){${least - 1},}$`, 'i')
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** Every variable that Plumbline reads; `.env.example` documents them. */
const environmentSchema = z.object({
  PLUMBLINE_DATA_DIR: text.default('.plumbline/data'),
  DATABASE_URL: urlOf(
    ['postgres:', 'postgresql:'],
    'postgresql://plumbline@db.company.example/plumbline',
  ).optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s:/]+:\d+$/, 'must be host:port, such as temporal.company.example:7233')
    .optional(),
  TEMPORAL_NAMESPACE: text.default('default'),
  TEMPORAL_API_KEY: text.optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_CERT_FILE: text.optional(),
  TEMPORAL_TLS_KEY_FILE: text.optional(),
  TEMPORAL_TLS_CA_FILE: text.optional(),
  TEMPORAL_CLI_PATH: text.optional(),
  TEMPORAL_UI_PORT: port.optional(),
  SMTP_URL: z
    .string()
    .refine(
      isAccepted(parseSmtpUrl, SmtpUrlError),
      'must be such as smtps://user:password@mail.company.example, with % in a password written %25',
    )
    .optional(),
  MAIL_FROM: text
    .refine(
      (from) => /^([^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(from),
      'must be such as Plumbline <plumbline@company.example>',
    )
    .default('Plumbline <plumbline@localhost.example>'),
  MAIL_REPLY_TO: z
    .string()
    .refine((address) => parseEmail(address) !== null, 'must be an e-mail address')
    .optional(),
  MAIL_BOUNCES_URL: z
    .string()
    .refine(
      isAccepted(parseImapUrl, ImapUrlError),
      'must be such as imaps://user:password@mail.company.example/INBOX, with % in a password written %25',
    )
    .optional(),
  MAIL_BOUNCES_DIR: text.optional(),
  MAIL_RELAY_LOG_FILE: text.optional(),
  MAIL_PER_MINUTE: z.coerce.number().int().positive('must be above 0').default(600),
  MAIL_PER_MINUTE_PER_DOMAIN: z.coerce.number().int().positive('must be above 0').optional(),
  MAIL_EHLO_NAME: z
    .string()
    .refine(isEhloName, 'must be such as plumbline.company.example, or an address such as [203.0.113.7]')
    .optional(),
  MAIL_TLS_FLOOR: z.enum(['1.2', '1.3'], 'must be 1.2 or 1.3').optional(),
  MAIL_TLS_CERT_FILE: text.optional(),
  MAIL_TLS_KEY_FILE: text.optional(),
  MAIL_DKIM_KEY_FILE: text.optional(),
  MAIL_DKIM_SELECTOR: z.string().regex(dnsLabels(1), 'must be such as plumbline-2026').optional(),
  MAIL_DKIM_DOMAIN: z.string().regex(dnsLabels(2), 'must be such as company.example').optional(),
  MAIL_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1, 'must be at least 1')
    .max(50, 'must be 50 at most')
    .default(4),
  PLUMBLINE_SECRET_KEY: z
    .string()
    .refine(
      isAccepted(keyRingFromText, SecretKeyError),
      'must be 32 bytes in base64 (openssl rand -base64 32), or several such keys apart by commas, the first of which seals',
    )
    .optional(),
  ...webVariables,
  PLUMBLINE_SYNC_MINUTES: z.coerce.number().int().min(1, 'must be at least 1').default(15),
  PLUMBLINE_NIGHTLY_OVERLAP_HOURS: z.coerce.number().int().min(1, 'must be at least 1').max(720).default(24),
  PLUMBLINE_RESPONSE_MB: z.coerce.number().int().min(8, 'must be at least 8').max(256).default(64),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
})

export interface Config {
  /** Absolute. Holds the embedded servers' data, the mailbox and the key file. */
  readonly dataDir: string
  /** Null: PostgreSQL as our child. */
  readonly databaseUrl: string | null
  readonly temporal: TemporalConfig
  /** Null: the mailbox folder behind a loopback SMTP server. */
  readonly smtpUrl: string | null
  readonly mail: MailConfig
  /** Base64; null: a key file in the data folder. */
  readonly secretKey: string | null
  readonly web: WebConfig
  readonly syncEveryMinutes: number
  /** How far a nightly sync reads back from the last nightly one. */
  readonly nightlyOverlapMs: number
  /** Of the largest response of a tracker that is read. */
  readonly maxResponseBytes: number
  readonly logLevel: (typeof logLevels)[number]
}

interface MailConfig {
  readonly from: string
  readonly replyTo: string | null
  readonly ratePerMinute: number
  /** To each recipient's domain; null where none is set. */
  readonly ratePerDomain: number | null
  /** How we greet the relay; null: by this machine's name. */
  readonly ehloName: string | null
  /** The oldest TLS under which mails leave; null: the usual. */
  readonly tlsFloor: '1.2' | '1.3' | null
  /** The files of what we show the relay; null: nothing, as most relays want it. */
  readonly clientCertificate: { readonly certFile: string; readonly keyFile: string } | null
  /** Null: mails leave unsigned. */
  readonly dkim: DkimConfig | null
  /** To the relay at once. */
  readonly connections: number
  /** The mailbox in which bounces and complaints arrive; null: none is read. */
  readonly bouncesUrl: string | null
  /** The same as a folder of `.eml` files. */
  readonly bouncesDir: string | null
  /** The log of the relay, in which mails in doubt are looked up; null: they wait for a person. */
  readonly relayLogFile: string | null
}

interface DkimConfig {
  readonly keyFile: string
  readonly selector: string
  /** Null: the domain of `from`. */
  readonly domain: string | null
}

export interface TemporalConfig {
  /** Null: the dev server as our child. */
  readonly address: string | null
  readonly namespace: string
  readonly apiKey: string | null
  /** On by itself where an API key or a certificate is given. */
  readonly tls: boolean
  readonly tlsCertFile: string | null
  readonly tlsKeyFile: string | null
  readonly tlsCaFile: string | null
  readonly cliPath: string | null
  readonly uiPort: number | null
}

/** Apart from the schema, which looks across variables only where each is right. */
function whatBelongsTogether(given: Environment): string[] {
  return [...filesThatBelongTogether(given), ...dkimProblems(given), ...webProblems(given)]
}

function filesThatBelongTogether(given: Environment): string[] {
  return ['TEMPORAL_TLS', 'MAIL_TLS'].flatMap((name) => {
    const [cert, key] = [`${name}_CERT_FILE`, `${name}_KEY_FILE`]
    const isOneMissing = (given[cert] === undefined) !== (given[key] === undefined)
    return isOneMissing ? [`${cert} and ${key} go together: set both or neither`] : []
  })
}

function dkimProblems(given: Environment): string[] {
  const [key, selector, domain] = ['KEY_FILE', 'SELECTOR', 'DOMAIN'].map((each) => given[`MAIL_DKIM_${each}`])
  if ((key === undefined) !== (selector === undefined))
    return ['MAIL_DKIM_KEY_FILE and MAIL_DKIM_SELECTOR go together: set both or neither']
  return domain !== undefined && key === undefined ? ['MAIL_DKIM_DOMAIN needs MAIL_DKIM_KEY_FILE'] : []
}

function dkimOf({
  MAIL_DKIM_KEY_FILE: keyFile,
  MAIL_DKIM_SELECTOR: selector,
  MAIL_DKIM_DOMAIN: domain,
}: z.infer<typeof environmentSchema>): DkimConfig | null {
  return keyFile === undefined || selector === undefined
    ? null
    : { keyFile, selector, domain: domain ?? null }
}

function clientCertificateOf({
  MAIL_TLS_CERT_FILE: certFile,
  MAIL_TLS_KEY_FILE: keyFile,
}: z.infer<typeof environmentSchema>): MailConfig['clientCertificate'] {
  return certFile === undefined || keyFile === undefined ? null : { certFile, keyFile }
}

/**
 * Parses the environment once. An empty variable counts as not set.
 * @throws ConfigError with a line for each variable that can't be used
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...whatBelongsTogether(given),
  ]
  if (!parsed.success || problems.length > 0) {
    const lines = problems.map((each) => `  ${each}`).join('\n')
    throw new ConfigError(`the settings can't be used; .env.example says what each variable means:\n${lines}`)
  }
  const env = parsed.data
  return {
    dataDir: resolve(env.PLUMBLINE_DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    temporal: {
      address: env.TEMPORAL_ADDRESS ?? null,
      namespace: env.TEMPORAL_NAMESPACE,
      apiKey: env.TEMPORAL_API_KEY ?? null,
      tls:
        env.TEMPORAL_TLS ?? (env.TEMPORAL_API_KEY !== undefined || env.TEMPORAL_TLS_CERT_FILE !== undefined),
      tlsCertFile: env.TEMPORAL_TLS_CERT_FILE ?? null,
      tlsKeyFile: env.TEMPORAL_TLS_KEY_FILE ?? null,
      tlsCaFile: env.TEMPORAL_TLS_CA_FILE ?? null,
      cliPath: env.TEMPORAL_CLI_PATH ?? null,
      uiPort: env.TEMPORAL_UI_PORT ?? null,
    },
    smtpUrl: env.SMTP_URL ?? null,
    mail: mailConfigOf(env),
    secretKey: env.PLUMBLINE_SECRET_KEY ?? null,
    web: webConfigOf(env),
    syncEveryMinutes: env.PLUMBLINE_SYNC_MINUTES,
    nightlyOverlapMs: env.PLUMBLINE_NIGHTLY_OVERLAP_HOURS * hourMs,
    maxResponseBytes: env.PLUMBLINE_RESPONSE_MB * 1024 * 1024,
    logLevel: env.LOG_LEVEL,
  }
}

function mailConfigOf(env: z.infer<typeof environmentSchema>): MailConfig {
  return {
    from: env.MAIL_FROM,
    replyTo: env.MAIL_REPLY_TO ?? null,
    ratePerMinute: env.MAIL_PER_MINUTE,
    ratePerDomain: env.MAIL_PER_MINUTE_PER_DOMAIN ?? null,
    ehloName: env.MAIL_EHLO_NAME ?? null,
    tlsFloor: env.MAIL_TLS_FLOOR ?? null,
    clientCertificate: clientCertificateOf(env),
    dkim: dkimOf(env),
    connections: env.MAIL_CONNECTIONS,
    bouncesUrl: env.MAIL_BOUNCES_URL ?? null,
    bouncesDir: env.MAIL_BOUNCES_DIR ?? null,
    relayLogFile: env.MAIL_RELAY_LOG_FILE ?? null,
  }
}
