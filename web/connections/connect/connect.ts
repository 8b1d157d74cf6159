import type { TrackerDefinition } from '../../../adapters/trackers/definition.ts'
import type { OAuthFlow } from '../../../adapters/trackers/oauth/flow.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import { ConnectRefusedError } from '../../../domain/sync/connect-guard.ts'
import { checkReading, readBeforeConnecting } from '../../../queries/connections/check-connection.ts'
import { allConnections } from '../../../queries/connections/find-connection.ts'
import { saveConnection } from '../../../queries/connections/save-connection.ts'
import { secretExpiryOf } from '../../../queries/connections/secret-expiry.ts'
import { checkText } from '../../../wording/connections/connect-text.ts'
import { failureText } from '../../../wording/health/failure-text.ts'
import { openNewTracker } from '../../../worker/parts/trackers/tracker.ts'
import { type Answer, missing, page, redirect } from '../../http/answer.ts'
import { definePage, type PageRequest } from '../../http/page.ts'
import { connectionPath } from '../paths.ts'
import { askTracker } from './ask-tracker.ts'
import {
  type ConnectFields,
  type ConnectProblem,
  type ConnectRequest,
  connectFields,
  readConnectForm,
} from './form.ts'
import { callbackUrlOf, leaveForTracker } from './leave-for-tracker.ts'
import { connectView } from './view.ts'

/** The form that connects a tracker. */
export const connectForm = definePage(
  'GET /connections/new/:tracker',
  async ({ parts, param, formToken }) => {
    const callbackUrl = callbackUrlOf(parts)
    const definition = definitionOf(param('tracker'))
    if (definition === null) return missing
    const taken = new Set((await allConnections(parts.store)).map(({ name }) => name))
    const names = [
      definition.kind,
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${definition.kind}-${number}`),
    ]
    const name = names.find((each) => !taken.has(each)) ?? ''
    const given = {
      name,
      url: definition.address.defaultUrl ?? '',
      auth: '',
      email: '',
      userName: '',
      clientId: '',
      expires: '',
    }
    return page(
      `Connect ${definition.label}`,
      connectView({ definition, given, problems: [], callbackUrl, formToken }),
    )
  },
)

/** Checks what the form says at the tracker, and keeps it only where it fits. */
export const connect = definePage('POST /connections/new/:tracker', async (request) => {
  const definition = definitionOf(request.param('tracker'))
  if (definition === null) return missing
  const given = request.form(connectFields)
  const read = readConnectForm(definition, given)
  const outcome = 'problems' in read ? read : await takeUp(request, definition, read.request)
  if ('answer' in outcome) return outcome.answer
  const { problems } = outcome
  const view = connectView({
    definition,
    given: shownAgain(given),
    problems,
    callbackUrl: callbackUrlOf(request.parts),
    formToken: request.formToken,
  })
  return page(`Connect ${definition.label}`, view, { status: 400 })
})

type Outcome = { readonly answer: Answer } | { readonly problems: readonly ConnectProblem[] }

/** Keeps the connection, or sends its admin to the tracker to sign in first. */
async function takeUp(
  request: PageRequest,
  definition: TrackerDefinition,
  asked: ConnectRequest,
): Promise<Outcome> {
  const { oauth } = asked.signIn
  return oauth === undefined
    ? keep(request, definition, asked)
    : leave(request, definition, asked, await oauth())
}

async function leave(
  request: PageRequest,
  definition: TrackerDefinition,
  { name, url, signIn, account, secret }: ConnectRequest,
  flow: OAuthFlow,
): Promise<Outcome> {
  const { baseUrl, scopeKeys, siteName } = await definition.address.understand(url)
  const leaving = {
    ...{ tracker: definition.kind, authKind: signIn.kind, name, baseUrl, siteName },
    scopeKeys: [...scopeKeys],
    app: { clientId: account ?? '', clientSecret: secret },
  }
  try {
    return { answer: await leaveForTracker(request, definition, flow, leaving) }
  } catch (error) {
    return problem(failureText(error))
  }
}

async function keep(
  { parts, visitor, nowAt }: PageRequest,
  definition: TrackerDefinition,
  { name, url, signIn, account, secret, expiresAt }: ConnectRequest,
): Promise<Outcome> {
  const { baseUrl, scopeKeys, siteName } = await definition.address.understand(url)
  const address = { name, tracker: definition.kind, baseUrl, authKind: signIn.kind, accountEmail: account }
  const asked = await askTracker(definition.label, async (signal) => {
    // Before the tracker is asked: without a key nothing can be kept.
    const keys = await parts.keys()
    const tracker = await openNewTracker(address, { kind: 'secret', secret }, parts.now)
    const preflight = await readBeforeConnecting(tracker, scopeKeys, signal)
    return { keys, preflight, secretExpiresAt: await secretExpiryOf(tracker, expiresAt, signal) }
  })
  if (asked.kind === 'failed') return problem(asked.words, fieldOf(asked.lookAt))
  const { keys, preflight, secretExpiresAt } = asked.result
  const check = checkReading(preflight, { scopeKeys, siteName })
  if (check.kind !== 'fits') return problem(checkText(check, definition, signIn), 'url')
  try {
    const scopes = scopeKeys.length === 0 ? [] : check.scopes
    const kept = {
      ...address,
      siteId: preflight.site.siteId,
      scopeKeys,
      scopes,
      secret,
      secretExpiresAt,
      nowAt,
    }
    const { connectionId } = await saveConnection(parts.store, keys, kept, visitor.email)
    return { answer: redirect(connectionPath(connectionId, 'scopes')) }
  } catch (error) {
    if (!(error instanceof ConnectRefusedError)) throw error
    return problem(error.message)
  }
}

function problem(words: string, field: ConnectProblem['field'] = null): Outcome {
  return { problems: [{ field, words }] }
}

function fieldOf(lookAt: 'secret' | 'address' | null): ConnectProblem['field'] {
  return lookAt === 'address' ? 'url' : lookAt
}

/** Everything but the secret; of an address that may hold a password, nothing. */
function shownAgain({ secret: _, url, ...given }: ConnectFields): Omit<ConnectFields, 'secret'> {
  return { ...given, url: url.includes('@') ? '' : url }
}

function definitionOf(kind: string): TrackerDefinition | null {
  return trackers.all().find((each) => each.kind === kind) ?? null
}
