import type { Command } from 'commander'
import type { TrackerDefinition } from '../../../adapters/trackers/definition.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import type { Preflight, TrackerScope } from '../../../adapters/trackers/tracker.ts'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/plain-text.ts'
import { chooseScopes } from '../../../domain/sync/scopes.ts'
import type { TrackerAddress } from '../../../worker/parts/tracker.ts'
import { defineAction, type RunAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import type { Answer } from '../../frame/result.ts'
import { reconcileSchedules } from '../../frame/schedules.ts'
import type { Session } from '../../frame/session.ts'
import { askSecret } from './ask-secret.ts'
import { addConnectOptions, type ConnectInput, connectInputOf, emailFor } from './options.ts'

/** `connect <tracker>`, one command per registered tracker: checks the credentials there, then stores them encrypted. */
export function addConnectCommands(program: Command, runAction: RunAction): void {
  const connect = program.command('connect').description('connect a tracker, or change a connection')
  for (const definition of trackers.all()) {
    const command = connect.command(definition.kind).description(`connect ${definition.connects}`)
    addConnectOptions(command, definition)
    command
      .addHelpText('after', `\n${secretHelpOf(definition)}\n\nExamples:\n${examplesOf(definition)}`)
      .action(
        runAction(async () =>
          defineAction(connectInputOf(definition), (session, input) =>
            connectTracker(session, definition, input),
          ),
        ),
      )
  }
}

function secretHelpOf({ signIns, secretHelp }: TrackerDefinition): string {
  const variables = [...new Set(signIns.map(({ secretVariable }) => secretVariable))]
  return `The secret is read from ${variables.join(' or ')}, or asked for without showing it; it is never an argument.\n${secretHelp}`
}

function examplesOf({ kind, examples }: TrackerDefinition): string {
  return examples.map((options) => `  plumbline connect ${kind} ${options}`).join('\n')
}

async function connectTracker(
  session: Session,
  definition: TrackerDefinition,
  input: ConnectInput,
): Promise<Answer> {
  const { signIn, name, scopeKeys } = input
  const email = emailFor(input, definition)
  const secret = await askSecret(
    session,
    signIn.secretVariable,
    `${definition.label} ${signIn.secretName} of ${email ?? name}`,
  )
  await session.config()
  const address = {
    name,
    tracker: definition.kind,
    baseUrl: input.url.replace(/\/+$/, ''),
    authKind: signIn.kind,
    accountEmail: email,
  }
  const preflight = await checkCredentials(session, secret, address)
  const scopes = scopesOf(preflight, scopeKeys, definition)
  const { store, keys } = await session.room()
  const { saveConnection } = await import('../../../queries/connections/save-connection.ts')
  const connection = await saveConnection(store, await keys(), {
    ...address,
    scopeKeys,
    secret,
    nowAt: session.now(),
  })
  const { singular, plural } = definition.scopeNoun
  const account = `${plainText(preflight.accountName)}${preflight.accountEmail === null ? '' : ` <${preflight.accountEmail}>`}`
  return {
    json: {
      connectionId: connection.connectionId,
      name: connection.name,
      tracker: connection.tracker,
      url: connection.baseUrl,
      account: { name: preflight.accountName, email: preflight.accountEmail },
      timeZone: preflight.timeZone,
      trackerClockAt: isoOf(preflight.serverAt),
      reads: scopes.map(({ key: scopeKey, name: scopeName }) => ({ key: scopeKey, name: scopeName })),
    },
    lines: [
      `Connected "${connection.name}" as ${account}.`,
      `It reads ${scopes.length} ${scopes.length === 1 ? singular : plural}: ${namesOf(scopes)}`,
      await reconcileSchedules(session),
      `Next: plumbline sync ${connection.name}`,
    ],
  }
}

/** Signs in with the credentials before anything is stored. The address may hold a password until `open` has refused it. */
async function checkCredentials(
  session: Session,
  secret: string,
  address: Omit<TrackerAddress, 'connectionId'>,
): Promise<Preflight> {
  const { openTrackerAt } = await import('../../../worker/parts/tracker.ts')
  const { RequestLimiter } = await import('../../../adapters/limits/limiter.ts')
  const { pause } = await import('../../../worker/pause.ts')
  const limiter = new RequestLimiter({ now: session.now, sleep: pause })
  const tracker = await openTrackerAt({ ...address, connectionId: 'new' }, secret, limiter, session.now)
  session.progress(`signing in at ${address.baseUrl} …`)
  return tracker.preflight(session.signal)
}

/** @throws NegativeResultError when the account doesn't see one of the scopes that were named */
function scopesOf(
  { scopes }: Preflight,
  scopeKeys: readonly string[],
  { scopeNoun }: TrackerDefinition,
): readonly TrackerScope[] {
  const chosen = chooseScopes(scopeKeys, scopes)
  if (chosen.kind === 'lost') {
    throw new NegativeResultError(
      `the account sees no ${chosen.lostKeys.join(', ')}; the ${scopeNoun.plural} it sees: ${namesOf(scopes)}`,
    )
  }
  return chosen.scopes
}

const mostNames = 20

function namesOf(scopes: readonly TrackerScope[]): string {
  const names = scopes.slice(0, mostNames).map(({ key, name }) => `${key} (${plainText(name)})`)
  return scopes.length > mostNames
    ? `${names.join(', ')} and ${scopes.length - mostNames} more`
    : names.join(', ')
}
