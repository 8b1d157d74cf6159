import { z } from 'zod'
import { trackers } from '../../adapters/trackers/registry.ts'
import { hookPath } from '../../domain/page-paths.ts'
import { capitalised } from '../../domain/report/words/sentence.ts'
import { ConnectRefusedError } from '../../domain/sync/connect-guard.ts'
import { readExpiryDate } from '../../domain/sync/secret-expiry.ts'
import { checkReading, readBeforeConnecting } from '../../queries/connections/check-connection.ts'
import { type ConnectionHealth, connectionHealth } from '../../queries/connections/health.ts'
import { removeConnectionByName } from '../../queries/connections/remove-connection.ts'
import { saveConnection } from '../../queries/connections/save-connection.ts'
import { changeSecretExpiry, secretExpiryOf } from '../../queries/connections/secret-expiry.ts'
import { firstRunUnderWay } from '../../queries/first-run/first-run.ts'
import { hooksOf } from '../../queries/hooks/hook-secret.ts'
import { checkText } from '../../wording/connections/connect-text.ts'
import { openNewTracker } from '../../worker/parts/trackers/tracker.ts'
import { syncStanding } from '../../worker/runs/sync-standing.ts'
import { alignAfterChange } from '../../worker/schedules/align-after-change.ts'
import { type Answer, missing, page, redirect } from '../http/answer.ts'
import { definePage, type PageRequest } from '../http/page.ts'
import type { FormProblem } from '../page/form/problems.ts'
import { nextStep } from '../page/frame/next-step.ts'
import { askTracker } from './connect/ask-tracker.ts'
import { notADate } from './connect/form.ts'
import { oneView } from './one-view.ts'
import { connectionPath } from './paths.ts'
import { startSyncOf } from './start-sync.ts'

const refreshAfterSeconds = 3

/** One connection: how its reading stands, and what can be done about it. */
export const oneConnection = definePage('GET /connections/:connectionId', async (request) => {
  const found = await connectionHealthOf(request)
  return found === null ? missing : showConnection(request, found, {})
})

const syncFields = z.object({ depth: z.enum(['recent', 'full']).default('recent') })

export const syncNow = definePage('POST /connections/:connectionId/sync', async (request) => {
  const found = await connectionHealthOf(request)
  if (found === null) return missing
  const { connection } = found
  const started = await startSyncOf(request, { connection, ...request.form(syncFields) })
  return redirect(`${connectionPath(connection.connectionId)}?sync=${started}`)
})

const expires = z.string().max(20).default('')
const secretFields = z.object({ secret: z.string().max(20_000).default(''), expires })

/** Puts another secret in place of a connection's, where it signs in to the same site and sees what the connection reads. */
export const replaceSecretOf = definePage('POST /connections/:connectionId/secret', async (request) => {
  const found = await connectionHealthOf(request)
  if (found === null) return missing
  const { connection } = found
  const { parts, visitor, nowAt } = request
  const fields = request.form(secretFields)
  const secret = fields.secret.trim()
  const saidAt = readExpiryDate(fields.expires)
  const definition = trackers.definitionOf(connection.tracker)
  const signIn = trackers.signInOf(connection.tracker, connection.authKind)
  if (signIn.oauth !== undefined)
    return showConnection(request, found, { problem: { field: null, words: capitalised(signInInstead) } })
  const typed = { 'new-expires': fields.expires }
  const refused = (words: string) =>
    showConnection(request, found, { problem: { field: 'secret', words: capitalised(words) }, typed })
  if (secret === '') return refused(`the ${signIn.secretName} is missing.`)
  if (fields.expires !== '' && saidAt === null)
    return showConnection(request, found, { problem: { field: 'new-expires', words: notADate }, typed })
  const asked = await askTracker(definition.label, async (signal) => {
    const tracker = await openNewTracker(connection, { kind: 'secret', secret }, parts.now)
    const preflight = await readBeforeConnecting(tracker, connection.scopeKeys, signal)
    return { preflight, secretExpiresAt: await secretExpiryOf(tracker, saidAt, signal) }
  })
  if (asked.kind === 'failed') return refused(asked.words)
  const { preflight, secretExpiresAt } = asked.result
  const check = checkReading(preflight, { scopeKeys: connection.scopeKeys, siteName: null })
  if (check.kind !== 'fits') return refused(checkText(check, definition, signIn))
  try {
    const kept = { ...connection, siteId: preflight.site.siteId, secret, secretExpiresAt, nowAt }
    await saveConnection(parts.store, await parts.keys(), kept, visitor.email)
  } catch (error) {
    if (!(error instanceof ConnectRefusedError)) throw error
    return refused(error.message)
  }
  return redirect(`${connectionPath(connection.connectionId)}?secret=replaced`)
})

const expiryFields = z.object({ expires })

/** Keeps when a connection's secret expires, as an admin says. */
export const changeExpiryOf = definePage('POST /connections/:connectionId/expiry', async (request) => {
  const found = await connectionHealthOf(request)
  if (found === null) return missing
  const { connectionId } = found.connection
  const text = request.form(expiryFields).expires
  const expiresAt = readExpiryDate(text)
  if (text !== '' && expiresAt === null)
    return showConnection(request, found, {
      problem: { field: 'expires', words: notADate },
      typed: { expires: text },
    })
  const { parts, visitor, nowAt } = request
  await changeSecretExpiry(parts.store, connectionId, { expiresAt, actor: visitor.email, nowAt })
  return redirect(connectionPath(connectionId))
})

const signInInstead = 'this connection has no secret to enter: sign in again instead'

const disconnectFields = z.object({ name: z.string().max(200).default('') })

/** Removes a connection with all that was read through it, where its name was typed. */
export const disconnect = definePage('POST /connections/:connectionId/disconnect', async (request) => {
  const found = await connectionHealthOf(request)
  if (found === null) return missing
  const { parts, visitor, nowAt } = request
  const { name } = found.connection
  const typedName = request.form(disconnectFields).name
  if (typedName.trim() !== name) {
    const words = `To disconnect, type the connection’s name as it is: ${name}.`
    return showConnection(request, found, { problem: { field: 'name', words }, typed: { name: typedName } })
  }
  await removeConnectionByName(parts.store, name, nowAt, visitor.email)
  await alignAfterChange(parts, nowAt)
  return redirect('/connections?removed=yes')
})

interface Shown {
  /** Why nothing was changed. None by default. */
  readonly problem?: FormProblem
  /** What was typed and refused, by the control's id. */
  readonly typed?: Readonly<Record<string, string>>
  /** A webhook's secret that was just made. */
  readonly newHookSecret?: string
}

/** The page of a connection, as it stands now. */
export async function showConnection(
  request: PageRequest,
  health: ConnectionHealth,
  { problem, typed = {}, newHookSecret }: Shown,
): Promise<Answer> {
  const { parts, nowAt, query, formToken } = request
  const { connection, latestRun } = health
  const client = parts.temporal?.client ?? null
  const mayRun = query('sync') !== null || latestRun?.state !== 'finished'
  const standing = client !== null && mayRun ? await syncStanding(client, connection.connectionId) : null
  const isReading = standing === null ? latestRun?.state === 'running' : standing.isRunning
  const notice = query('sync') === 'away' ? 'away' : query('secret') === 'replaced' ? 'replaced' : null
  const view = oneView({
    ...{ health, isReading, notice, problem: problem ?? null, typed, nowAt, formToken },
    hooks: await hooksOf(parts.store, connection.connectionId),
    address: `${parts.publicOrigin}${hookPath(connection.connectionId)}`,
    isPublic: parts.mailOrigin !== null,
    newSecret: newHookSecret ?? null,
    definition: trackers.definitionOf(connection.tracker),
    troubles: standing?.troubles ?? [],
    next: isReading ? null : nextStep(await firstRunUnderWay(parts.store, nowAt)),
  })
  // A secret that is shown once stays on the screen, and nowhere else.
  if (newHookSecret !== undefined) return page(connection.name, view, { isKeptForBack: false })
  const refresh = isReading ? { refreshAfterSeconds } : {}
  return page(connection.name, view, problem === undefined ? refresh : { status: 400 })
}

/** The connection that a path names, and how it stands. */
export async function connectionHealthOf({
  parts,
  param,
  nowAt,
}: PageRequest): Promise<ConnectionHealth | null> {
  const connectionId = param('connectionId')
  const all = await connectionHealth(parts.store, nowAt)
  return all.find(({ connection }) => connection.connectionId === connectionId) ?? null
}
