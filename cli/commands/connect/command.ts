import { type Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { RequestLimiter } from '../../../adapters/limits/limiter.ts'
import { sealSecret } from '../../../adapters/secrets.ts'
import { createConnection } from '../../../adapters/store/sync/connections.ts'
import type { Preflight } from '../../../adapters/trackers/tracker.ts'
import { isoOf } from '../../../domain/instant.ts'
import { NegativeResultError } from '../../../queries/errors.ts'
import type { TrackerAddress } from '../../../worker/parts/tracker.ts'
import type { Act } from '../../frame/action.ts'
import { UsageError } from '../../frame/errors.ts'
import type { Answer } from '../../frame/result.ts'
import { schedulesFollow } from '../../frame/schedules.ts'
import type { Session } from '../../frame/session.ts'
import { plainText } from '../../output/plain-text.ts'
import { askSecret } from './ask-secret.ts'

const jiraInput = z.object({
  name: z.string(),
  url: z.string(),
  email: z.string().optional(),
  auth: z.enum(['api-token', 'bearer']),
  projects: z.array(z.string()).default([]),
})

const linearInput = z.object({
  name: z.string(),
  url: z.string(),
  auth: z.enum(['api-key', 'bearer']),
  teams: z.array(z.string()).default([]),
})

/** `connect jira` and `connect linear`: prove the credentials at the tracker, then keep them sealed. */
export function addConnectCommands(program: Command, act: Act): void {
  const connect = program.command('connect').description('connect a tracker, or change a connection')
  connect
    .command('jira')
    .description('connect a Jira Cloud site')
    .requiredOption('--name <name>', 'what to call it; the same name again changes that connection', readName)
    .requiredOption('--url <url>', 'https://example.atlassian.net, or the gateway for scoped tokens')
    .option('--email <email>', "the account's e-mail; needed with an API token")
    .addOption(
      new Option('--auth <kind>', 'kind of secret').choices(['api-token', 'bearer']).default('api-token'),
    )
    .option('--projects <keys>', 'only these projects, such as WEB,OPS (default: all it sees)', readKeys)
    .addHelpText(
      'after',
      `
The secret is taken from JIRA_API_TOKEN, or asked for without being shown; it is never an argument.
Make one at https://id.atlassian.com/manage-profile/security/api-tokens; reading is all it needs:
read:jira-work and read:jira-user.

Examples:
  plumbline connect jira --name jira --url https://example.atlassian.net --email ada@company.example
  plumbline connect jira --name jira --url https://api.atlassian.com/ex/jira/CLOUD-ID --email ada@company.example`,
    )
    .action(act(jiraInput, connectJira))
  connect
    .command('linear')
    .description('connect a Linear workspace')
    .requiredOption('--name <name>', 'what to call it; the same name again changes that connection', readName)
    .option('--url <url>', 'the GraphQL endpoint', 'https://api.linear.app/graphql')
    .addOption(
      new Option('--auth <kind>', 'kind of secret').choices(['api-key', 'bearer']).default('api-key'),
    )
    .option('--teams <keys>', 'only these teams, such as ENG,OPS (default: all it sees)', readKeys)
    .addHelpText(
      'after',
      `
The secret is taken from LINEAR_API_KEY, or asked for without being shown; it is never an argument.
Make one in Linear: Settings, Security & access, Personal API keys; reading is all it needs.

Examples:
  plumbline connect linear --name linear
  plumbline connect linear --name linear --teams ENG,OPS`,
    )
    .action(act(linearInput, connectLinear))
}

async function connectJira(session: Session, input: z.infer<typeof jiraInput>): Promise<Answer> {
  if (input.auth === 'api-token' && input.email === undefined) {
    throw new UsageError(
      'an API token belongs to an account: add --email, or --auth bearer for a bearer token',
    )
  }
  const secret = await askSecret(session, 'JIRA_API_TOKEN', `Jira API token of ${input.email ?? input.name}`)
  return connect(session, secret, {
    name: input.name,
    tracker: 'jira',
    baseUrl: input.url.replace(/\/+$/, ''),
    authKind: input.auth === 'bearer' ? 'bearer' : 'api_token',
    accountEmail: input.auth === 'bearer' ? null : (input.email ?? null),
    scopeKeys: input.projects,
  })
}

async function connectLinear(session: Session, input: z.infer<typeof linearInput>): Promise<Answer> {
  const secret = await askSecret(session, 'LINEAR_API_KEY', 'Linear API key')
  return connect(session, secret, {
    name: input.name,
    tracker: 'linear',
    baseUrl: input.url,
    authKind: input.auth === 'bearer' ? 'bearer' : 'api_key',
    accountEmail: null,
    scopeKeys: input.teams,
  })
}

type NewAddress = Omit<TrackerAddress, 'connectionId'> & { readonly scopeKeys: readonly string[] }

async function connect(session: Session, secret: string, address: NewAddress): Promise<Answer> {
  session.config()
  session.progress(`asking ${address.baseUrl} who we are …`)
  const preflight = await askTracker(session, secret, address)
  const { store, key } = await session.room()
  const connection = await createConnection(store, {
    ...address,
    secret: sealSecret(key, secret, address.name),
    nowAt: session.now(),
  })
  const { places, place } = wordsOf(address.tracker)
  const chosen = preflight.scopes.filter(
    ({ key: scopeKey }) => address.scopeKeys.length === 0 || address.scopeKeys.includes(scopeKey),
  )
  return {
    json: {
      connectionId: connection.connectionId,
      name: connection.name,
      tracker: connection.tracker,
      url: connection.baseUrl,
      account: { name: preflight.accountName, email: preflight.accountEmail },
      timeZone: preflight.timeZone,
      trackerClockAt: isoOf(preflight.serverAt),
      reads: chosen.map(({ key: scopeKey, name }) => ({ key: scopeKey, name })),
    },
    lines: [
      `Connected "${connection.name}" as ${plainText(preflight.accountName)}${preflight.accountEmail === null ? '' : ` <${preflight.accountEmail}>`}.`,
      `It reads ${chosen.length} ${chosen.length === 1 ? place : places}: ${namesOf(chosen)}`,
      await schedulesFollow(session),
      `Next: plumbline sync ${connection.name}`,
    ],
  }
}

/** @throws NegativeResultError when a project or team asked for isn't among those that the account sees */
async function askTracker(session: Session, secret: string, address: NewAddress): Promise<Preflight> {
  const { trackerAt } = await import('../../../worker/parts/tracker.ts')
  const { pause } = await import('../../../worker/pause.ts')
  const limiter = new RequestLimiter({ now: session.now, sleep: pause })
  const tracker = trackerAt({ ...address, connectionId: 'being-made' }, secret, limiter, session.now)
  const preflight = await tracker.preflight(session.signal)
  const seen = new Set(preflight.scopes.map((scope) => scope.key))
  const unseen = address.scopeKeys.filter((scopeKey) => !seen.has(scopeKey))
  if (unseen.length > 0) {
    const { places } = wordsOf(address.tracker)
    throw new NegativeResultError(
      `the account sees no ${unseen.join(', ')}; the ${places} it sees: ${namesOf(preflight.scopes)}`,
    )
  }
  return preflight
}

function wordsOf(tracker: TrackerAddress['tracker']): { readonly place: string; readonly places: string } {
  switch (tracker) {
    case 'jira':
      return { place: 'project', places: 'projects' }
    case 'linear':
      return { place: 'team', places: 'teams' }
  }
}

const mostNames = 20

function namesOf(scopes: Preflight['scopes']): string {
  const names = scopes.slice(0, mostNames).map(({ key, name }) => `${key} (${plainText(name)})`)
  return scopes.length > mostNames
    ? `${names.join(', ')} and ${scopes.length - mostNames} more`
    : names.join(', ')
}

function readKeys(text: string): string[] {
  const keys = text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '')
  if (keys.length === 0) throw new InvalidArgumentError('write keys with commas between, such as WEB,OPS.')
  return keys
}

function readName(text: string): string {
  if (!/^[\w.-]+$/.test(text))
    throw new InvalidArgumentError('use letters, digits, dots, hyphens and underscores.')
  return text
}
