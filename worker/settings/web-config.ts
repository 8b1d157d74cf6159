import { z } from 'zod'
import type { Environment } from './environment.ts'
import { flag, text } from './variable-kinds.ts'

export interface WebConfig {
  readonly host: string
  /** Null: the usual one, and no web where another program has it. 0: any that is free. */
  readonly port: number | null
  /** The origin that browsers know us by; null: where the port is opened, on this machine. */
  readonly publicOrigin: string | null
  /** How long a reader's link in a mail opens its edition's page without signing in; null: it asks to sign in. */
  readonly mailLinkDays: number | null
  /** Whether a proxy of ours, and nobody else, writes `X-Forwarded-For`. */
  readonly trustsProxy: boolean
  /** Null: sign-in by mailed links alone. */
  readonly provider: ProviderConfig | null
}

/** A provider of identities by OpenID Connect. */
export interface ProviderConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** How people call it. */
  readonly name: string
  readonly trustsAddresses: boolean
}

/** The port of the pages where none is set. */
export const usualWebPort = 7411

/** Where pages are reached: as set, or on this machine at the port that is set or usual. */
export function publicOriginOf({ publicOrigin, port }: WebConfig): string {
  return publicOrigin ?? `http://127.0.0.1:${port ?? usualWebPort}`
}

const loopbackNames = ['127.0.0.1', '[::1]', '::1', 'localhost']

/** https, or http on this machine: what signs people in doesn't cross a network unencrypted. */
function isSafeUrl(value: string): boolean {
  const url = URL.parse(value)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && loopbackNames.includes(url.hostname))
}

function isPublicUrl(value: string): boolean {
  const url = URL.parse(value)
  return isSafeUrl(value) && (value === url?.origin || value === url?.href) && url.href === `${url.origin}/`
}

/** Microsoft's issuers for whoever has an account anywhere, at each of its clouds. */
function isOfOneCompany(value: string): boolean {
  const url = URL.parse(value)
  const isMicrosoft = /(^|\.)(microsoftonline\.(com|us|cn)|microsoft\.com|windows\.net)$/.test(
    url?.hostname ?? '',
  )
  return !isMicrosoft || !/^\/+(common|organizations|consumers)(\/|$)/i.test(url?.pathname ?? '')
}

/** The variables of the web. */
export const webVariables = {
  WEB_HOST: text.default('127.0.0.1'),
  WEB_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  WEB_TRUST_PROXY: flag.optional(),
  PUBLIC_URL: z
    .string()
    .refine(
      isPublicUrl,
      'must be such as https://plumbline.company.example, without a path; http is for this machine alone',
    )
    .optional(),
  MAIL_LINK_DAYS: z.coerce.number().int().min(0).max(366).default(30),
  OIDC_ISSUER: z
    .string()
    .refine(isSafeUrl, 'must be such as https://login.company.example; http is for this machine alone')
    .refine(
      isOfOneCompany,
      'must name your own tenant, as in https://login.microsoftonline.com/YOUR-TENANT-ID/v2.0: anybody can open a tenant of their own and give its people your addresses',
    )
    .optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  OIDC_NAME: text.default('your company account'),
  OIDC_TRUST_EMAIL: flag.optional(),
}

const parsedVariables = z.object(webVariables)

/** The settings of the web from what was read of the environment. */
export function webConfigOf(env: z.output<typeof parsedVariables>): WebConfig {
  return {
    host: env.WEB_HOST,
    port: env.WEB_PORT ?? null,
    publicOrigin: env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).origin,
    mailLinkDays: env.MAIL_LINK_DAYS === 0 ? null : env.MAIL_LINK_DAYS,
    trustsProxy: env.WEB_TRUST_PROXY ?? false,
    provider: providerOf(env),
  }
}

function providerOf(env: z.output<typeof parsedVariables>): ProviderConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null
  return {
    issuer,
    clientId,
    clientSecret,
    name: env.OIDC_NAME,
    trustsAddresses: env.OIDC_TRUST_EMAIL ?? false,
  }
}

const ofProvider = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']

/** What is wrong with variables of the web that each for itself is right. */
export function webProblems(given: Environment): string[] {
  const isOpen = !loopbackNames.includes(given['WEB_HOST'] ?? '127.0.0.1')
  const missing = ofProvider.filter((name) => given[name] === undefined)
  return [
    ...(isOpen && given['PUBLIC_URL'] === undefined
      ? ['PUBLIC_URL must be set where WEB_HOST is not this machine alone: links and cookies are made for it']
      : []),
    ...(missing.length > 0 && missing.length < ofProvider.length
      ? [`${ofProvider.join(', ')} go together: set all or none`]
      : []),
  ]
}
