import { deliverActivities } from './deliver/deliver.ts'
import type { ActivityDependencies, MailDependencies } from './dependencies.ts'
import { journeyActivities } from './journey.ts'
import { classifyActivities } from './measure/classify.ts'
import { effortActivities } from './measure/effort.ts'
import { reconcileActivities } from './measure/reconcile.ts'
import { driftNoticeActivities } from './notices/drift-notices.ts'
import { reviewMailActivities } from './notices/review-mails.ts'
import { reportActivities } from './report/report.ts'
import { reviewActivities } from './report/review.ts'
import { syncActivities } from './sync/sync.ts'

/** Every activity of the journey except those that mail. */
export function createActivities(dependencies: ActivityDependencies) {
  return {
    ...journeyActivities(dependencies),
    ...syncActivities(dependencies),
    ...classifyActivities(dependencies),
    ...effortActivities(dependencies),
    ...reconcileActivities(dependencies),
    ...reportActivities(dependencies),
    ...reviewActivities(dependencies),
  }
}

/** Those that queue and send mails: only a worker that delivers has them. */
export function createMailActivities(dependencies: MailDependencies) {
  return {
    ...deliverActivities(dependencies),
    ...driftNoticeActivities(dependencies),
    ...reviewMailActivities(dependencies),
  }
}

export type Activities = ReturnType<typeof createActivities> & ReturnType<typeof createMailActivities>
