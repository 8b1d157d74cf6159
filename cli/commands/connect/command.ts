import type { Command } from 'commander'
import { signInEndsAt, signInName, type TrackerDefinition } from '../../../adapters/trackers/definition.ts'
import { justSignedIn } from '../../../adapters/trackers/oauth/access-tokens.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import type { Tracker } from '../../../adapters/trackers/tracker.ts'
import { type Instant, isoOf } from '../../../domain/instant.ts'
import { expiryDateOf } from '../../../domain/sync/secret-expiry.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { readAccessGaps } from '../../../queries/connections/access-gaps.ts'
import { checkReading, readBeforeConnecting } from '../../../queries/connections/check-connection.ts'
import { secretExpiryOf } from '../../../queries/connections/secret-expiry.ts'
import { accessGapTexts } from '../../../wording/connections/access-gap-text.ts'
import { checkText, scopeNames } from '../../../wording/connections/connect-text.ts'
import { counted } from '../../../wording/counted.ts'
import type { TrackerAddress, TrackerCredentials } from '../../../worker/parts/trackers/tracker.ts'
import { defineAction, type RunAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import type { Answer } from '../../frame/result.ts'
import { reconcileSchedules } from '../../frame/schedules.ts'
import type { Session } from '../../frame/session.ts'
import { askSecret } from './ask-secret.ts'
import { accountFor, addConnectOptions, type ConnectInput, connectInputOf, urlFor } from './options.ts'

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
    `The secret is read from ${variables.join(', ')}, or asked for without showing it; it is never an argument.`,
    ...signIns.map((signIn) => [`\n${signInName(signIn)}: ${signIn.madeAt}`, ...signIn.rights].join('\n  ')),
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
  const { credentials, secret, siteName, scopeKeys, baseUrl, accountEmail, endsAt } = await signInAt(
    session,
    definition,
    input,
  )
  const address = { name, tracker: definition.kind, baseUrl, authKind: signIn.kind, accountEmail }
  const tracker = await openNew(session, credentials, address)
  const preflight = await readBeforeConnecting(tracker, scopeKeys, session.signal)
  const check = checkReading(preflight, { scopeKeys, siteName })
  if (check.kind !== 'fits') throw new NegativeResultError(checkText(check, definition, signIn))
  const { scopes } = check
  const gaps = accessGapTexts(address, await readAccessGaps(tracker, preflight, session.signal))
  const saidAt = input.expiresAt ?? endsAt ?? signInEndsAt(signIn, session.now())
  const expiresAt = await secretExpiryOf(tracker, saidAt, session.signal)
  const { store, keys } = await session.room()
  const { saveConnection } = await import('../../../queries/connections/save-connection.ts')
  const connection = await saveConnection(store, await keys(), {
    ...address,
    siteId: preflight.site.siteId,
    scopeKeys,
    scopes: scopeKeys.length === 0 ? [] : scopes,
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
      `It reads ${counted(scopes.length, singular, plural)}: ${scopeNames(scopes)}`,
      ...(expiresAt === null ? [] : [`Its ${signInName(signIn)} expires on ${expiryDateOf(expiresAt)}.`]),
      ...gaps.map((gap) => `Warning: ${gap}`),
      await reconcileSchedules(session),
      `Next: plumbline sync ${connection.name}`,
    ],
  }
}

interface EnteredCredentials extends Pick<TrackerAddress, 'baseUrl' | 'accountEmail'> {
  readonly credentials: TrackerCredentials
  /** As it is sealed. */
  readonly secret: string
  /** As `FinishedSignIn` has it; null for a secret. */
  readonly endsAt: Instant | null
  readonly siteName: string | null
  readonly scopeKeys: readonly string[]
}

/** Gets the secret from who runs the command, or the tokens from a sign-in in the browser. */
async function signInAt(
  session: Session,
  definition: TrackerDefinition,
  input: ConnectInput,
): Promise<EnteredCredentials> {
  const { signIn, name } = input
  const account = accountFor(input, definition)
  const url = urlFor(input, definition)
  const question = `${definition.label} ${signIn.secretName} of ${account ?? name}`
  const secret = await askSecret(session, signIn.secretVariable, question)
  await session.config()
  const place = url === null ? null : await placeOf(session, definition, { ...input, url })
  if (signIn.oauth === undefined) {
    if (place === null) throw new Error('only a sign-in in the browser tells the address')
    return { ...place, accountEmail: account, credentials: { kind: 'secret', secret }, secret, endsAt: null }
  }
  const { signInByBrowser } = await import('./sign-in.ts')
  const signedIn = await signInByBrowser(session, {
    definition,
    flow: await signIn.oauth(),
    app: { clientId: account ?? '', clientSecret: secret },
    baseUrl: place?.baseUrl ?? null,
    callbackPort: input.callbackPort,
  })
  const { scopeKeys = input.scopeKeys, siteName = null } = place ?? {}
  const accessTokens = justSignedIn(definition.label, signedIn.accessToken)
  const credentials = { kind: 'oauth' as const, accessTokens }
  return { ...signedIn, accountEmail: null, credentials, siteName, scopeKeys }
}

/** What the address and the options say together; keys that were given go before those of the address. */
async function placeOf(
  { terminal }: Session,
  { address }: TrackerDefinition,
  { url, scopeKeys: given }: ConnectInput & { readonly url: string },
): Promise<Pick<EnteredCredentials, 'baseUrl' | 'siteName' | 'scopeKeys'>> {
  const { baseUrl, siteName, scopeKeys, meaning } = await address.understand(url)
  if (meaning !== null && baseUrl !== url) terminal.say(`The address is read as ${meaning}.`)
  return { baseUrl, siteName, scopeKeys: given.length > 0 ? given : scopeKeys }
}

/** Opens the tracker before anything is stored. The address may hold a password until `open` has refused it. */
async function openNew(
  session: Session,
  credentials: TrackerCredentials,
  address: Omit<TrackerAddress, 'connectionId'>,
): Promise<Tracker> {
  const { openNewTracker } = await import('../../../worker/parts/trackers/tracker.ts')
  const tracker = await openNewTracker(address, credentials, session.now)
  session.progress(`signing in at ${address.baseUrl} …`)
  return tracker
}
