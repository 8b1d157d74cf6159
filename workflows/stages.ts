import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.ts'
import { hourMs } from '../domain/instant.ts'

/**
 * A report waits this long for a tracker that is down, and then goes out with what was read before. Longer than half a day: a quota
 * that comes back after 12 hours is waited for.
 */
export const trackerPatienceMs = 14 * hourMs

/**
 * Activities that call trackers: retried until a tracker that is down is back; final failures fail at once. Every activity
 * sends heartbeats (worker/temporal/activity-interceptor.ts), so another worker takes over a dead one's within the heartbeat timeout.
 */
export const tracker = proxyActivities<Activities>({
  startToCloseTimeout: '15 minutes',
  scheduleToCloseTimeout: trackerPatienceMs,
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
})

/**
 * Reads and writes the store, and waits as long for one that is away as a missed report is caught up, and a day: a run that a host
 * went down with goes on when it is back, also after days.
 */
export const store = proxyActivities<Activities>({
  startToCloseTimeout: '15 minutes',
  scheduleToCloseTimeout: '8 days',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
})

/** Hands mails to the relay; a dead worker is noticed within its heartbeat, and its rows are accounted for. */
export const mail = proxyActivities<Activities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
  // Else the worker that runs the workflow gets all of them, and another never takes part in a delivery.
  allowEagerDispatch: false,
})
