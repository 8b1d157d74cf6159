import { type Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { readAccount } from '../../../adapters/trackers/account.ts'
import {
  accountKindOf,
  type SignIn,
  signInName,
  type TrackerDefinition,
} from '../../../adapters/trackers/definition.ts'
import type { Instant } from '../../../domain/instant.ts'
import { connectionNameRule, isConnectionName } from '../../../domain/sync/connection-name.ts'
import { UsageError } from '../../frame/errors.ts'
import { readExpiry } from '../../output/when.ts'

/** What `connect` is given on the command line. */
export interface ConnectInput {
  readonly name: string
  /** Null where a sign-in in the browser tells it. */
  readonly url: string | null
  readonly email: string | null
  readonly userName: string | null
  readonly clientId: string | null
  /** Where the browser comes back to after a sign-in. */
  readonly callbackPort: number
  readonly signIn: SignIn
  /** Empty: everything the account sees. */
  readonly scopeKeys: readonly string[]
  /** When the secret expires; null where nobody said. */
  readonly expiresAt: Instant | null
}

/** Declares the options of `connect <kind>`, as the tracker's definition has them. */
export function addConnectOptions(
  command: Command,
  { address, signIns, scopeNoun }: TrackerDefinition,
): void {
  const { plural } = scopeNoun
  command
    .requiredOption('--name <name>', 'name of the connection; an existing name changes that one', readName)
    .addOption(urlOption(address))
  for (const [accountKind, { option, help }] of Object.entries(accountOptions)) {
    const names = signIns.filter((signIn) => accountKindOf(signIn) === accountKind).map(signInName)
    if (names.length > 0)
      command.option(`--${option} <${option}>`, `${help}; required for: ${names.join(', ')}`)
  }
  if (signIns.some(({ oauth }) => oauth !== undefined)) addOAuthOptions(command)
  command
    .addOption(
      new Option('--auth <kind>', 'kind of secret')
        .choices(signIns.map(authChoiceOf))
        .default(authChoiceOf(signIns[0])),
    )
    .option('--expires <date>', 'when the secret expires, such as 2027-01-31; warned of before', readExpiry)
    .option(`--${plural} <keys>`, `only these ${plural}, such as WEB,OPS (default: all it sees)`, readKeys)
}

function addOAuthOptions(command: Command): void {
  command
    .addOption(
      new Option('--oauth', 'sign in at the tracker in a browser, as --auth oauth').implies({
        auth: 'oauth',
      }),
    )
    .option(
      '--callback-port <port>',
      `port of 127.0.0.1 that the browser comes back to (default: port ${usualCallbackPort}; 0 takes any that is free)`,
      readPort,
    )
}

/** Trackers compare the whole callback URL with the one registered, so that the usual port is always the same. */
const usualCallbackPort = 7412

/** Parses the options. The kind of sign-in is one of the choices: commander rejects any other. */
export function connectInputOf({ signIns, scopeNoun }: TrackerDefinition): z.ZodType<ConnectInput> {
  const keys = z.array(z.string()).default([])
  return z
    .looseObject({
      name: z.string(),
      url: z.string().nullable().default(null),
      email: z.string().nullable().default(null),
      user: z.string().nullable().default(null),
      clientId: z.string().nullable().default(null),
      callbackPort: z.number().default(usualCallbackPort),
      auth: z.string(),
      expires: z.number().nullable().default(null),
    })
    .transform(({ name, url, email, user, clientId, callbackPort, auth, expires, ...rest }) => {
      const signIn = signIns.find((each) => authChoiceOf(each) === auth) ?? signIns[0]
      const scopeKeys = keys.parse(rest[scopeNoun.plural])
      const account = { email, userName: user, clientId }
      return { name, url, ...account, callbackPort, signIn, scopeKeys, expiresAt: expires }
    })
}

/** @throws UsageError when the e-mail address, user name or client id that belongs to the credentials is missing, or can be none */
export function accountFor(input: ConnectInput, { signIns }: TrackerDefinition): string | null {
  const { signIn } = input
  const accountKind = accountKindOf(signIn)
  if (accountKind === null) return null
  const given = input[accountKind]
  const { option, noun, owner } = accountOptions[accountKind]
  if (given !== null) {
    const account = readAccount(accountKind, given)
    if (account !== null) return account
    throw new UsageError(`--${option} is not ${noun}: nothing was sent`)
  }
  const others = signIns.filter((each) => accountKindOf(each) === null)
  const alternatives = others.map((each) => `, or --auth ${authChoiceOf(each)} for a ${signInName(each)}`)
  throw new UsageError(
    `the ${signIn.secretName} belongs to ${owner}: add --${option}${alternatives.join('')}`,
  )
}

/** @throws UsageError where the address is missing and no sign-in tells it */
export function urlFor({ url, signIn }: ConnectInput, { label }: TrackerDefinition): string | null {
  if (url !== null || signIn.oauth !== undefined) return url
  throw new UsageError(`the address of ${label} is missing: add --url`)
}

const accountOptions = {
  email: { option: 'email', noun: 'an e-mail address', help: "the account's e-mail", owner: 'an account' },
  userName: { option: 'user', noun: 'a user name', help: "the account's user name", owner: 'an account' },
  clientId: { option: 'client-id', noun: 'a client id', help: "the app's client id", owner: 'an app' },
} as const

function urlOption({ defaultUrl, help }: TrackerDefinition['address']): Option {
  const option = new Option('--url <url>', help)
  return defaultUrl === null ? option : option.default(defaultUrl)
}

function authChoiceOf({ kind }: SignIn): string {
  return kind.replaceAll('_', '-')
}

function readKeys(text: string): string[] {
  const keys = text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '')
  if (keys.length === 0) throw new InvalidArgumentError('separate keys with commas, such as WEB,OPS.')
  return keys
}

const port = z.coerce.number().int().min(0).max(65_535)

function readPort(text: string): number {
  const read = port.safeParse(text)
  if (read.success) return read.data
  throw new InvalidArgumentError('a port is a number from 0 to 65535.')
}

function readName(text: string): string {
  if (!isConnectionName(text)) throw new InvalidArgumentError(`${connectionNameRule}.`)
  return text
}
