import { classifyActivities } from './classify.ts'
import { deliverActivities } from './deliver.ts'
import type { ActivityDependencies, MailDependencies } from './dependencies.ts'
import { driftNoticeActivities } from './drift-notices.ts'
import { effortActivities } from './effort.ts'
import { journeyActivities } from './journey.ts'
import { reconcileActivities } from './reconcile.ts'
import { reportActivities } from './report.ts'
import { reviewActivities } from './review.ts'
import { reviewMailActivities } from './review-mails.ts'
import { syncActivities } from './sync.ts'

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
