import { z } from 'zod'
import type { LineChanges } from '../../../domain/classify/rules/add-status.ts'
import { statusMeanings } from '../../../domain/classify/status-rules.ts'
import { comparable } from '../../../domain/text/comparable.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import {
  changeStatus,
  checkStatusChange,
  type StatusChange,
} from '../../../queries/statuses/change-status.ts'
import { type ListedStatus, listStatuses } from '../../../queries/statuses/status-list.ts'
import { readingsText } from '../../../wording/tickets/status-text.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'

const input = z.object({
  status: z.string(),
  means: z.enum(statusMeanings),
  project: z.string().min(1).optional(),
  connection: z.string().optional(),
  dryRun: z.boolean().default(false),
})

/** `plumbline statuses set`. */
export const setStatus = defineAction(
  input,
  async (session, { status, means, project, connection, dryRun }) => {
    const store = await session.store()
    const { connectionId, statusId } = oneStatus((await listStatuses(store)) ?? [], status, connection).status
    const change: StatusChange = { connectionId, statusId, project: project ?? null, means }
    const found = dryRun
      ? await checkStatusChange(store, change)
      : await changeStatus(store, change, { against: null, nowAt: session.now() })
    switch (found.kind) {
      case 'unknown':
      case 'overtaken':
        throw new NegativeResultError(
          'the rules in force have changed or can’t be read: plumbline rules show',
        )
      case 'unchanged':
        throw new NegativeResultError(
          `nothing changes: it already counts as that, or no ticket there is in it (${readingsText(found.status)})`,
        )
      case 'by hand':
        throw new NegativeResultError(
          `Plumbline can’t add a line to a rule file written like this; write this first under statuses, then plumbline rules import:\n${found.line}`,
        )
      case 'ready':
        return {
          json: {
            stored: !dryRun,
            lines: found.lines,
            statuses: found.touched.map(({ before, after }) => ({
              connection: before.connectionName,
              statusId: before.status.statusId,
              before: before.readings,
              after: after.readings,
            })),
          },
          lines: [
            dryRun ? 'Would change in the rule file:' : 'Changed in the rule file:',
            ...diffLines(found.lines),
            ...found.touched.map(({ before, after }) =>
              plainText(
                `"${before.status.name}" on ${before.connectionName}: ${readingsText(before)} > ${readingsText(after)}`,
              ),
            ),
          ],
        }
    }
  },
)

function diffLines({ removed, added }: LineChanges): string[] {
  return [...removed.map(({ text }) => `- ${text}`), ...added.map(({ text }) => `+ ${text}`)].map(plainText)
}

/** @throws NegativeResultError where none or several are meant */
function oneStatus(
  listed: readonly ListedStatus[],
  asked: string,
  connection: string | undefined,
): ListedStatus {
  const own = listed.filter(({ connectionName }) => connection === undefined || connectionName === connection)
  const byId = own.filter(({ status }) => status.statusId === asked)
  const found =
    byId.length > 0 ? byId : own.filter(({ status }) => comparable(status.name) === comparable(asked))
  const [one, ...others] = found
  if (one === undefined)
    throw new NegativeResultError(`there is no status "${asked}": plumbline statuses lists them`)
  if (others.length === 0) return one
  const all = found.map(({ status, connectionName }) => `${status.statusId} on "${connectionName}"`)
  throw new NegativeResultError(
    `several statuses have this name; give its ID, or --connection: ${all.join(', ')}`,
  )
}
