import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/index.ts'

/**
 * Activities that call trackers: retried until a tracker that is down is back; final failures fail at once. Every activity
 * sends heartbeats (worker/temporal/activity-interceptor.ts), so another worker takes over a dead one's within the heartbeat timeout.
 */
export const tracker = proxyActivities<Activities>({
  startToCloseTimeout: '15 minutes',
  // A report waits this long for a tracker that is down, and then goes out with what was read before. Longer than half a day: a
  // quota that comes back after 12 hours is waited for.
  scheduleToCloseTimeout: '14 hours',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
})

/** Reads and writes the store: short of a lost database, a retry changes nothing, so a day is enough. */
export const store = proxyActivities<Activities>({
  startToCloseTimeout: '15 minutes',
  scheduleToCloseTimeout: '1 day',
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
