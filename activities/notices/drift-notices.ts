import { openNotices } from '../../adapters/store/deliver/queue/notices.ts'
import { listDriftChanges, noticeDriftChange } from '../../adapters/store/reconcile/drift-changes.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Notice } from '../../domain/deliver/readers/notice.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import { driftChangeOf, firstNoticedState } from '../../domain/reconcile/verdicts/drift-change.ts'
import { readersOf } from '../../domain/report/content/edition.ts'
import { composeDriftNotice, type DriftNoticeInput } from '../../domain/report/notices/drift-notice.ts'
import { requireAuthorisedRun } from '../deliver/authorised-run.ts'
import type { MailDependencies } from '../dependencies.ts'
import { RunNotAuthorisedError } from '../errors.ts'
import { planInForce } from '../plan-in-force.ts'
import { requireReconciliation } from '../require-stored.ts'
import { freezeNotice } from './freeze-notice.ts'

/** What a look at a quarter's drift came to. */
export interface DriftNoticed {
  /** Changes that this look was the first to notice. */
  readonly changes: number
  /** Notices with mails that may still be sent, of looks that were killed too. */
  readonly noticeIds: readonly string[]
  /** Why nothing was noticed; null where the run may mail. */
  readonly refusal: string | null
}

export function driftNoticeActivities(dependencies: MailDependencies) {
  const { store, now } = dependencies
  return {
    /**
     * Queues notices for the readers of teams whose drift has changed. A run without authorisation, such as a second one in a week,
     * notices nothing: the next one that has it does.
     */
    async noticeDrift(input: {
      readonly quarter: QuarterId
      readonly reconciliationId: string
      readonly runAuthorisationId: string
    }): Promise<DriftNoticed> {
      try {
        await requireAuthorisedRun(store, { ...input, nowAt: now() })
      } catch (error) {
        if (!(error instanceof RunNotAuthorisedError)) throw error
        return { changes: 0, noticeIds: [], refusal: error.message }
      }
      const changes = await noticeDriftIn(dependencies, input.reconciliationId)
      return { changes, noticeIds: await openNoticeIds(store, input.quarter), refusal: null }
    },
  }
}

/** What noticing needs of the process it runs in. */
type NoticeDependencies = Pick<MailDependencies, 'store' | 'now' | 'betweenSlices' | 'publicOrigin'>

/**
 * Queues a notice for the product readers of each team whose drift has changed since it was noticed last.
 * @returns how many changes this look was the first to notice
 * @throws ResultMissingError
 */
export async function noticeDriftIn(
  { store, now, betweenSlices, publicOrigin }: NoticeDependencies,
  reconciliationId: string,
): Promise<number> {
  const reconciliation = await requireReconciliation(store, reconciliationId)
  const { quarter, state, teams } = reconciliation
  if (state !== 'running') return 0
  const { plan } = await planInForce(store)
  const noticedBefore = await listDriftChanges(store, quarter)
  const lastOf = new Map(noticedBefore.map((change) => [change.teamId, change]))
  let changes = 0
  for (const { scopeId: teamId, reliability } of teams) {
    const last = lastOf.get(teamId)
    const change = driftChangeOf(last?.after ?? firstNoticedState, reliability)
    if (change === null) continue
    const noticed = {
      teamId,
      quarter,
      reconciliationId,
      noticedAt: now(),
      changeNumber: (last?.changeNumber ?? 0) + 1,
      before: change.before,
      after: change.after,
    }
    const readers = readersOf(plan, { audience: 'product', scope: { kind: 'team', teamId } })
    const input = { reconciliation, plan, teamId, change, publicOrigin }
    const notice = readers.length === 0 ? null : await renderedNotice(input, noticed)
    if (await noticeDriftChange(store, noticed, notice, readers)) changes += 1
    await betweenSlices()
  }
  return changes
}

function renderedNotice(
  input: DriftNoticeInput,
  { quarter, changeNumber, noticedAt }: { quarter: QuarterId; changeNumber: number; noticedAt: Instant },
): Promise<Notice> {
  const { teamId, publicOrigin } = input
  const head = {
    noticeId: `${quarter}/drift/${changeNumber}/team:${teamId}`,
    kind: 'drift notice' as const,
    quarter,
    teamId,
    renderedAt: noticedAt,
  }
  return freezeNotice(composeDriftNotice(input), head, publicOrigin)
}

/** The drift notices of a quarter with mails that may still be sent, those of earlier looks too. */
export async function openNoticeIds(store: Store, quarter: QuarterId): Promise<string[]> {
  const open = await openNotices(store, 'drift notice')
  return open.filter((each) => each.quarter === quarter).map(({ noticeId }) => noticeId)
}
