import type { Client } from '@temporalio/client'
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow/codec-helpers.js'
import { describeWorkflow } from './describe-workflow.ts'

export interface Trouble {
  /** The troubled part's name. */
  readonly part: string
  /** The last failure's message. */
  readonly message: string
}

export interface ActivityFailure extends Trouble {
  /** Whether another try is under way; else one is waited for. */
  readonly isTriedNow: boolean
}

/** Lists workflows' failed activities that are waiting for a retry. A workflow that doesn't exist has none. */
export async function pendingFailures(
  client: Client,
  parts: ReadonlyMap<string, string>,
): Promise<Trouble[]> {
  const failures = await activityFailures(client, parts)
  return failures.filter(({ isTriedNow }) => !isTriedNow).map(({ part, message }) => ({ part, message }))
}

/** Lists workflows' failed activities that are waiting for a retry or are being tried again. */
export async function activityFailures(
  client: Client,
  parts: ReadonlyMap<string, string>,
): Promise<ActivityFailure[]> {
  const found = await Promise.all(
    [...parts].map(async ([workflowId, part]) => {
      const description = await describeWorkflow(client, workflowId)
      const failures = await Promise.all(
        (description?.raw.pendingActivities ?? []).map(async (activity) => {
          const message = await messageOf(client, workflowId, activity.lastFailure)
          return message === null ? [] : [{ part, message, isTriedNow: isWorking(activity) }]
        }),
      )
      return failures.flat()
    }),
  )
  return found.flat()
}

/** Decrypts a failure's message. */
async function messageOf(
  client: Client,
  workflowId: string,
  failure: Parameters<typeof decodeOptionalFailureToOptionalError>[1],
): Promise<string | null> {
  const { loadedDataConverter, namespace } = client.options
  const context = { type: 'activity', namespace, workflowId, isLocal: false } as const
  const error = await decodeOptionalFailureToOptionalError(loadedDataConverter, failure, context)
  return error?.message ?? null
}

interface Timestamp {
  readonly seconds?: unknown
}

/**
 * An activity keeps its last failure while it is tried again; a heartbeat since then shows that this time it works.
 * One that waits for its next try has no time of start.
 */
function isWorking({ lastHeartbeatTime, lastStartedTime }: ActivityTimes): boolean {
  if (lastStartedTime === null || lastStartedTime === undefined) return false
  return secondsOf(lastHeartbeatTime) > secondsOf(lastStartedTime)
}

interface ActivityTimes {
  readonly lastHeartbeatTime?: Timestamp | null | undefined
  readonly lastStartedTime?: Timestamp | null | undefined
}

function secondsOf(timestamp: Timestamp | null | undefined): number {
  return Number(timestamp?.seconds ?? 0)
}
