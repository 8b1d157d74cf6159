import { z } from 'zod'
import { explain } from '../../../queries/explain/explain.ts'
import { defineAction } from '../../frame/action.ts'
import { ticketNotFound } from '../../output/not-found.ts'
import { explanationJson } from './json.ts'
import { explanationLines } from './text.ts'

/** `plumbline explain`. */
export const explainTicket = defineAction(
  z.object({ ticket: z.string() }),
  async (session, { ticket: key }) => {
    const explanation = await explain(await session.store(), key)
    if (explanation.kind === 'missing') throw ticketNotFound(key, explanation.missing)
    return {
      json: { tickets: explanation.tickets.map(explanationJson) },
      lines: explanation.tickets.flatMap((each) => explanationLines(each, session.terminal.timeZone)),
    }
  },
)
