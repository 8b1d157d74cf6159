import type { Instant } from '../../domain/instant.ts'
import type { TrackerKind } from '../../domain/ticket.ts'
import type { RequestLimiter, Sleep } from '../limits/limiter.ts'
import type { TrackerHooks } from './hooks.ts'
import type { AccessTokens } from './oauth/access-tokens.ts'
import type { OAuthFlow } from './oauth/flow.ts'
import type { Tracker } from './tracker.ts'

/** All that Plumbline knows of one kind of tracker; the registry lists them. */
export interface TrackerDefinition {
  /** Its name in commands, rule files and the database: lower-case letters, digits and underscores, such as `jira`. */
  readonly kind: TrackerKind
  /** Its name in messages, such as `Jira`. */
  readonly label: string
  /** What one connection reads, with its article: `a Jira Cloud site`. */
  readonly connects: string
  /** What it calls the scopes that a connection can be limited to. The plural is also the option of `connect`: `--projects`. */
  readonly scopeNoun: { readonly singular: string; readonly plural: string }
  readonly address: {
    /** Null where every customer has an address of their own. */
    readonly defaultUrl: string | null
    /** Describes the `--url` option. */
    readonly help: string
    /**
     * Reads an address as people paste it: without its scheme, or that of a board, project, ticket or workspace. One that can't be read, or
     * that holds a password, is left as it is: `open` refuses it.
     */
    understand(text: string): Promise<UnderstoodAddress>
  }
  /** Kinds of sign-in, the default first. */
  readonly signIns: readonly [SignIn, ...SignIn[]]
  /** How it says what has changed; missing for trackers that don't. */
  readonly hooks?: TrackerHooks
  /** Options of `connect <kind>` that make sense as examples, such as `--name jira --url https://example.atlassian.net`. */
  readonly examples: readonly string[]
  /**
   * Opens a connection's tracker; sends nothing yet. Loads the adapter and its libraries, which take long to load, only now.
   * @throws TrackerRequestError when the address isn't fit to send credentials to
   * @throws TrackerAuthError when the secret can't be a secret of this tracker
   */
  open(options: OpenTrackerOptions): Promise<Tracker>
}

export interface SignIn {
  /** Its name in the database; the command line writes it with hyphens: `api_token` is `--auth api-token`. */
  readonly kind: string
  /** What messages and the prompt call the secret: `API token`. */
  readonly secretName: string
  /** The environment variable that `connect` reads the secret from. */
  readonly secretVariable: string
  /** Whether the account's e-mail address is part of the credentials. */
  readonly needsEmail: boolean
  /** Whether its user name is, in place of an e-mail address. Defaults to false. */
  readonly needsUserName?: boolean
  /** How people sign in at the tracker itself; the secret is then that of the app that asks. Missing where they enter one of their own. */
  readonly oauth?: () => Promise<OAuthFlow>
  /** How long a secret lives at most; null where it doesn't expire. */
  readonly secretLifeDays: number | null
  /** Where people make the secret: a sentence. */
  readonly madeAt: string
  /** The page at which they make it, as it stands in `madeAt`. Missing where that depends on the site. */
  readonly madeAtUrl?: string
  /** What the secret, or the account that it belongs to, must be allowed to do; each is a sentence. */
  readonly rights: readonly string[]
  /** What to do about something that the account turns out to lack, a clause each. */
  readonly remedies?: Remedies
}

/** Clauses that say how to get what an account lacks, for one kind of sign-in. */
export interface Remedies {
  /** The list of people is refused to the account. */
  readonly peopleRight: string
  /** The list of people is outside of the token's scopes; null where it has none. */
  readonly peopleScope: string | null
  /** Its own e-mail address is hidden. */
  readonly ownEmail: string
  /** Others' e-mail addresses are hidden. */
  readonly peopleEmails: string
}

/** What messages and lists call a way to sign in. */
export function signInName({ oauth, secretName }: SignIn): string {
  return oauth === undefined ? secretName : 'OAuth sign-in'
}

const dayMs = 86_400_000

/** When a sign-in by OAuth ends that is made now; null where it doesn't, and for secrets, of which nobody knows when they were made. */
export function signInEndsAt({ oauth, secretLifeDays }: SignIn, nowAt: Instant): Instant | null {
  return oauth === undefined || secretLifeDays === null ? null : nowAt + secretLifeDays * dayMs
}

/** What is part of the credentials beside the secret; null for nothing. */
export type AccountKind = 'email' | 'userName' | 'clientId'

export function accountKindOf({ needsEmail, needsUserName = false, oauth }: SignIn): AccountKind | null {
  if (needsEmail) return 'email'
  if (needsUserName) return 'userName'
  return oauth === undefined ? null : 'clientId'
}

/** What an address means that somebody pasted. */
export interface UnderstoodAddress {
  /** The address that the connection keeps. */
  readonly baseUrl: string
  /** Keys of the projects or teams that it names; empty for none. */
  readonly scopeKeys: readonly string[]
  /** The site that it names, where its `baseUrl` doesn't: by the last part of `TrackerSite.url`. Null for none. */
  readonly siteName: string | null
  /** What it was taken for, such as "the project WEB of https://example.atlassian.net"; null where it wasn't understood. */
  readonly meaning: string | null
}

/** At how many entries a tracker was found to cut histories off without saying so, kept from run to run. */
export interface KeptCut {
  /** Null for nowhere. */
  readonly at: number | null
  /** Keeps what a run found otherwise. */
  keep(cutAt: number | null): Promise<void>
}

export interface OpenTrackerOptions {
  readonly connectionId: string
  readonly baseUrl: string
  /** A `SignIn.kind` of this tracker. */
  readonly signInKind: string
  readonly secret: string
  /** Of a sign-in by OAuth, in place of `secret`. Missing for any other. */
  readonly accessTokens?: AccessTokens
  /** The account's e-mail address, or its user name where the sign-in needs that; null where it needs neither. */
  readonly email: string | null
  /** The connection's own limiter, shared by everything that reads the connection. */
  readonly limiter: RequestLimiter
  readonly now: () => Instant
  readonly sleep: Sleep
  /** Of the largest response that is read. Defaults to 64 MiB. */
  readonly maxResponseBytes?: number | undefined
  /** Missing for a connection that isn't stored. */
  readonly historiesCut?: KeptCut
}
