import { z } from 'zod'
import { isoOf } from '../../../domain/instant.ts'
import { changesSinceMailed } from '../../../queries/changes/changes.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError } from '../../frame/errors.ts'
import { changeLines } from './text.ts'

/** `plumbline changes`. */
export const showChanges = defineAction(
  z.object({ quarter: z.string().optional() }),
  async (session, { quarter }) => {
    const found = await changesSinceMailed(await session.store(), quarter)
    if (found.length === 0 && quarter !== undefined) {
      throw new NegativeResultError(`no final report of ${quarter} has been mailed`)
    }
    return {
      json: {
        quarters: found.map(({ asOfAt, change, ...rest }) => ({
          ...rest,
          asOf: isoOf(asOfAt),
          change: change && { ...change, mailedAt: isoOf(change.mailedAt) },
        })),
      },
      lines:
        found.length === 0
          ? ['No final report has been mailed yet.']
          : found.flatMap((each) => changeLines(each, session.terminal.timeZone)),
    }
  },
)
