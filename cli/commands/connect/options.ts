import { type Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { accountKindOf, type SignIn, type TrackerDefinition } from '../../../adapters/trackers/definition.ts'
import type { Instant } from '../../../domain/instant.ts'
import { connectionNameRule, isConnectionName } from '../../../domain/sync/connection-name.ts'
import { UsageError } from '../../frame/errors.ts'
import { readExpiry } from '../../output/when.ts'

/** What `connect` is given on the command line. */
export interface ConnectInput {
  readonly name: string
  readonly url: string
  readonly email: string | null
  readonly userName: string | null
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
  for (const [accountKind, { option, noun }] of Object.entries(accountOptions)) {
    const names = signIns
      .filter((signIn) => accountKindOf(signIn) === accountKind)
      .map(({ secretName }) => secretName)
    if (names.length > 0)
      command.option(`--${option} <${option}>`, `the account's ${noun}; required for: ${names.join(', ')}`)
  }
  command
    .addOption(
      new Option('--auth <kind>', 'kind of secret')
        .choices(signIns.map(authChoiceOf))
        .default(authChoiceOf(signIns[0])),
    )
    .option('--expires <date>', 'when the secret expires, such as 2027-01-31; warned of before', readExpiry)
    .option(`--${plural} <keys>`, `only these ${plural}, such as WEB,OPS (default: all it sees)`, readKeys)
}

/** Parses the options. The kind of sign-in is one of the choices: commander rejects any other. */
export function connectInputOf({ signIns, scopeNoun }: TrackerDefinition): z.ZodType<ConnectInput> {
  const keys = z.array(z.string()).default([])
  return z
    .looseObject({
      name: z.string(),
      url: z.string(),
      email: z.string().nullable().default(null),
      user: z.string().nullable().default(null),
      auth: z.string(),
      expires: z.number().nullable().default(null),
    })
    .transform(({ name, url, email, user, auth, expires, ...rest }) => {
      const signIn = signIns.find((each) => authChoiceOf(each) === auth) ?? signIns[0]
      return {
        name,
        url,
        email,
        userName: user,
        signIn,
        scopeKeys: keys.parse(rest[scopeNoun.plural]),
        expiresAt: expires,
      }
    })
}

/** @throws UsageError when the e-mail address or user name is missing that belongs to the credentials */
export function accountFor(input: ConnectInput, { signIns }: TrackerDefinition): string | null {
  const { signIn } = input
  const accountKind = accountKindOf(signIn)
  if (accountKind === null) return null
  const account = input[accountKind]
  if (account !== null) return account
  const others = signIns.filter((each) => accountKindOf(each) === null)
  const alternatives = others.map((each) => `, or --auth ${authChoiceOf(each)} for a ${each.secretName}`)
  throw new UsageError(
    `the ${signIn.secretName} belongs to an account: add --${accountOptions[accountKind].option}${alternatives.join('')}`,
  )
}

const accountOptions = {
  email: { option: 'email', noun: 'e-mail' },
  userName: { option: 'user', noun: 'user name' },
} as const

function urlOption({ defaultUrl, help }: TrackerDefinition['address']): Option {
  const option = new Option('--url <url>', help)
  return defaultUrl === null ? option.makeOptionMandatory() : option.default(defaultUrl)
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

function readName(text: string): string {
  if (!isConnectionName(text)) throw new InvalidArgumentError(`${connectionNameRule}.`)
  return text
}
