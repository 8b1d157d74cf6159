import { type Connection, listConnections } from '../../adapters/store/connections/connections.ts'
import { isNoticeKept, openNotices, queueNotice } from '../../adapters/store/deliver/queue/notices.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { listAdmins } from '../../adapters/store/sign-in/admins.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import { signInName } from '../../adapters/trackers/definition.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import { type Instant, isoOf } from '../../domain/instant.ts'
import { connectionPath } from '../../domain/page-paths.ts'
import { type QuarterId, quarterOf } from '../../domain/quarter.ts'
import { composeExpiryNotice } from '../../domain/report/notices/expiry-notice.ts'
import { type ExpiryStage, expiryDateOf, expiryStageOf } from '../../domain/sync/secret-expiry.ts'
import type { ActivityDependencies } from '../dependencies.ts'
import { freezeNotice } from './freeze-notice.ts'

type NoticeDependencies = Pick<ActivityDependencies, 'store' | 'now' | 'publicOrigin'>

/** Notices of one quarter with mails that may still be sent. */
export interface OpenNotices {
  readonly quarter: QuarterId
  readonly noticeIds: readonly string[]
}

/**
 * Queues a notice for the admins about each secret that is about to expire or has expired, once for each warning and date.
 * @returns what may be sent, those of earlier looks too
 */
export async function noticeExpiries(dependencies: NoticeDependencies): Promise<OpenNotices[]> {
  const { store, now } = dependencies
  const nowAt = now()
  for (const connection of await listConnections(store)) {
    const { secretExpiresAt: expiresAt } = connection
    const stage = expiresAt === null ? null : expiryStageOf(expiresAt, nowAt)
    if (expiresAt !== null && stage !== null)
      await queueFor(dependencies, connection, { expiresAt, stage, nowAt })
  }
  const open = await openNotices(store, 'expiry notice')
  return [...Map.groupBy(open, ({ quarter }) => quarter)].map(([quarter, notices]) => ({
    quarter,
    noticeIds: notices.map(({ noticeId }) => noticeId),
  }))
}

interface Expiry {
  readonly expiresAt: Instant
  readonly stage: ExpiryStage
  readonly nowAt: Instant
}

async function queueFor(
  { store, publicOrigin }: NoticeDependencies,
  { connectionId, name, tracker, authKind }: Connection,
  { expiresAt, stage, nowAt }: Expiry,
): Promise<void> {
  const noticeId = `expiry/${connectionId}/${expiryDateOf(expiresAt)}/${stage}`
  if (await isNoticeKept(store, noticeId)) return
  const admins = await listAdmins(store)
  // Whoever becomes an admin later still gets it.
  if (admins.length === 0) return
  const definition = trackers.all().find(({ kind }) => kind === tracker)
  const signIn = definition?.signIns.find(({ kind }) => kind === authKind)
  // Another version connected it: its syncs say so.
  if (definition === undefined || signIn === undefined) return
  const { label } = definition
  const { madeAt } = signIn
  const secretName = signInName(signIn)
  const page = publicOrigin === null ? null : `${publicOrigin}${connectionPath(connectionId)}`
  const content = composeExpiryNotice({
    connectionName: name,
    secretName,
    label,
    madeAt,
    expiresAt,
    stage,
    nowAt,
    page,
  })
  const plan = (await currentPlan(store))?.plan
  const head = {
    noticeId,
    kind: 'expiry notice' as const,
    teamId: null,
    renderedAt: nowAt,
    quarter: quarterOf(isoOf(nowAt).slice(0, 10), plan),
  }
  const notice = await freezeNotice(content, head, publicOrigin)
  const readers = admins.map(({ email }) => ({ email, name: email }))
  await inTransaction(store, (client) => queueNotice(client, notice, readers, nowAt))
}
