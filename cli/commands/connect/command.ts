import type { Command } from 'commander'
import type { TrackerDefinition } from '../../../adapters/trackers/definition.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import type { Tracker } from '../../../adapters/trackers/tracker.ts'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/plain-text.ts'
import { expiryDateOf } from '../../../domain/sync/secret-expiry.ts'
import { readAccessGaps } from '../../../queries/connections/access-gaps.ts'
import { checkReading } from '../../../queries/connections/check-connection.ts'
import { secretExpiryOf } from '../../../queries/connections/secret-expiry.ts'
import { accessGapTexts } from '../../../wording/access-gap-text.ts'
import { checkText, scopeNames } from '../../../wording/connect-text.ts'
import type { TrackerAddress } from '../../../worker/parts/tracker.ts'
import { defineAction, type RunAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import type { Answer } from '../../frame/result.ts'
import { reconcileSchedules } from '../../frame/schedules.ts'
import type { Session } from '../../frame/session.ts'
import { askSecret } from './ask-secret.ts'
import { accountFor, addConnectOptions, type ConnectInput, connectInputOf } from './options.ts'

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

function secretHelpOf({ signIns }: TrackerDefinition): string {
  const variables = [...new Set(signIns.map(({ secretVariable }) => secretVariable))]
  return [
    `The secret is read from ${variables.join(' or ')}, or asked for without showing it; it is never an argument.`,
    ...signIns.map(({ secretName, madeAt, rights }) =>
      [`\n${secretName}: ${madeAt}`, ...rights].join('\n  '),
    ),
  ].join('\n')
}

function examplesOf({ kind, examples }: TrackerDefinition): string {
  return examples.map((options) => `  plumbline connect ${kind} ${options}`).join('\n')
}

async function connectTracker(
  session: Session,
  definition: TrackerDefinition,
  input: ConnectInput,
): Promise<Answer> {
  const { signIn, name } = input
  const account = accountFor(input, definition)
  const secret = await askSecret(
    session,
    signIn.secretVariable,
    `${definition.label} ${signIn.secretName} of ${account ?? name}`,
  )
  await session.config()
  const { baseUrl, siteName, ...understood } = await definition.address.understand(input.url)
  const scopeKeys = input.scopeKeys.length > 0 ? input.scopeKeys : understood.scopeKeys
  if (understood.meaning !== null && baseUrl !== input.url)
    session.terminal.say(`The address is taken for ${understood.meaning}.`)
  const address = {
    name,
    tracker: definition.kind,
    baseUrl,
    authKind: signIn.kind,
    accountEmail: account,
  }
  const tracker = await openNew(session, secret, address)
  const preflight = await tracker.preflight(session.signal)
  const check = checkReading(preflight, { scopeKeys, siteName })
  if (check.kind !== 'fits') throw new NegativeResultError(checkText(check, definition, signIn))
  const { scopes } = check
  const gaps = accessGapTexts(address, await readAccessGaps(tracker, preflight, session.signal))
  const expiresAt = await secretExpiryOf(tracker, input.expiresAt, session.signal)
  const { store, keys } = await session.room()
  const { saveConnection } = await import('../../../queries/connections/save-connection.ts')
  const connection = await saveConnection(store, await keys(), {
    ...address,
    siteId: preflight.site.siteId,
    scopeKeys,
    secret,
    secretExpiresAt: expiresAt,
    nowAt: session.now(),
  })
  const { singular, plural } = definition.scopeNoun
  const signedInAs = `${plainText(preflight.accountName)}${preflight.accountEmail === null ? '' : ` <${preflight.accountEmail}>`}`
  return {
    json: {
      connectionId: connection.connectionId,
      name: connection.name,
      tracker: connection.tracker,
      url: connection.baseUrl,
      account: { name: preflight.accountName, email: preflight.accountEmail },
      timeZone: preflight.timeZone,
      trackerClockAt: isoOf(preflight.serverAt),
      lacks: gaps,
      secretExpiresOn: expiresAt === null ? null : expiryDateOf(expiresAt),
      reads: scopes.map(({ key: scopeKey, name: scopeName }) => ({ key: scopeKey, name: scopeName })),
    },
    lines: [
      `Connected "${connection.name}" as ${signedInAs}.`,
      `It reads ${scopes.length} ${scopes.length === 1 ? singular : plural}: ${scopeNames(scopes)}`,
      ...(expiresAt === null ? [] : [`Its ${signIn.secretName} expires on ${expiryDateOf(expiresAt)}.`]),
      ...gaps.map((gap) => `Warning: ${gap}`),
      await reconcileSchedules(session),
      `Next: plumbline sync ${connection.name}`,
    ],
  }
}

/** Opens the tracker before anything is stored. The address may hold a password until `open` has refused it. */
async function openNew(
  session: Session,
  secret: string,
  address: Omit<TrackerAddress, 'connectionId'>,
): Promise<Tracker> {
  const { openNewTracker } = await import('../../../worker/parts/tracker.ts')
  const tracker = await openNewTracker(address, secret, session.now)
  session.progress(`signing in at ${address.baseUrl} …`)
  return tracker
}
