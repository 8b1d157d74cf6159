import type { QuarterId } from '../domain/quarter.ts'
import { requireAuthorisedRun } from './authorised-run.ts'
import type { MailDependencies } from './dependencies.ts'
import { RunNotAuthorisedError } from './errors.ts'
import { noticeDriftIn, openNoticeIds } from './notice-drift.ts'

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
