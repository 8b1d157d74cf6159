import type { Instant } from '../../domain/instant.ts'
import type { ScheduleStanding } from '../../domain/schedules/standing.ts'
import { allConnections } from '../../queries/connections/find-connection.ts'
import { unfinishedReviews } from '../../queries/review/reviews.ts'
import type { Check } from '../../wording/health/check.ts'
import { quickHealth, thoroughHealth } from '../../wording/health/health.ts'
import { pause } from '../../worker/process/pause.ts'
import { listSchedules } from '../../worker/schedules/standing.ts'
import { page, redirect } from '../http/answer.ts'
import { KeptLooks } from '../http/kept-look.ts'
import { definePage } from '../http/page.ts'
import type { WebParts } from '../http/parts.ts'
import { healthView } from './view.ts'

const thoroughLooks = new KeptLooks<readonly Check[]>()

/** A page doesn't wait for Temporal as long as Temporal may take. */
const schedulesWithinMs = 300

async function schedulesAtOnce(
  { store, temporal, syncEveryMinutes }: WebParts,
  nowAt: Instant,
): Promise<readonly ScheduleStanding[]> {
  if (temporal === null) return []
  const listed = listSchedules({ store, client: temporal.client }, { syncEveryMinutes, nowAt })
  const found = await Promise.race([listed, pause(schedulesWithinMs)])
  return found?.schedules ?? []
}

/** Whether the data can be trusted, as `plumbline doctor` tells it. */
export const healthPage = definePage('GET /health', async ({ parts, nowAt, timeZone, formToken }) => {
  const { store, inBackground } = parts
  const [quick, thorough, connections, reviews, schedules] = await Promise.all([
    quickHealth(store, { nowAt, timeZone }),
    thoroughLooks.last(
      { store, inBackground, name: 'look at statuses, plan and people', look: thoroughHealth },
      nowAt,
    ),
    allConnections(store),
    unfinishedReviews(store),
    schedulesAtOnce(parts, nowAt),
  ])
  const isUnderWay = thorough.look === null && thorough.failure === null
  const refresh = isUnderWay ? { refreshAfterSeconds: 3 } : {}
  return page(
    'Health',
    healthView({ quick, thorough, connections, reviews, schedules, nowAt, formToken }),
    refresh,
  )
})

/** Looks at every ticket once more, where that failed. */
export const lookAgainPage = definePage('POST /health/look', async ({ parts }) => {
  thoroughLooks.tryAgain(parts.store)
  return redirect('/health')
})
