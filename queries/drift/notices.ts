import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { listDriftChanges } from '../../adapters/store/reconcile/drift-changes.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { DeliveryState } from '../../domain/deliver/delivery.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { NoticedState } from '../../domain/reconcile/verdicts/drift-change.ts'
import { comparable } from '../../domain/text/comparable.ts'

/** A change of a team's drift that the weekly watch noticed, and who was told. */
export interface NoticedDrift {
  readonly teamId: string
  /** The plan's name; the id where the plan has the team no more. */
  readonly name: string
  readonly noticedAt: Instant
  readonly before: NoticedState
  readonly after: NoticedState
  /** Empty where the team had no product reader. */
  readonly mails: readonly {
    readonly name: string
    readonly email: string
    readonly state: DeliveryState
    /** Null until sent. */
    readonly sentAt: Instant | null
  }[]
}

/** What was noticed of a quarter's drift, of the team of an id or name or of all, in the order in which it was noticed. */
export async function driftNotices(
  store: Store,
  quarter: QuarterId,
  team: string | null = null,
): Promise<NoticedDrift[]> {
  const teams = (await currentPlan(store))?.plan.teams ?? []
  const nameOf = (teamId: string) => teams.find((each) => each.teamId === teamId)?.name ?? teamId
  const changes = (await listDriftChanges(store, quarter)).filter(
    ({ teamId }) => team === null || teamId === team || comparable(nameOf(teamId)) === comparable(team),
  )
  const noticeIds = changes.flatMap(({ noticeId }) => noticeId ?? [])
  const mailsOf = Map.groupBy(await listDeliveries(store, { mailIds: noticeIds }), ({ noticeId }) => noticeId)
  return changes
    .map(({ noticeId, ...change }) => ({
      teamId: change.teamId,
      name: nameOf(change.teamId),
      ...{ noticedAt: change.noticedAt, before: change.before, after: change.after },
      mails: (noticeId === null ? [] : (mailsOf.get(noticeId) ?? [])).map((mail) => ({
        ...{ name: mail.recipientName, email: mail.recipientEmail, state: mail.state, sentAt: mail.sentAt },
      })),
    }))
    .toSorted((a, b) => a.noticedAt - b.noticedAt)
}
