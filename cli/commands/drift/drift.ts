import { z } from 'zod'
import { PlanMissingError } from '../../../activities/errors.ts'
import { isoOf } from '../../../domain/instant.ts'
import { plainText } from '../../../domain/report/words/sentence.ts'
import { drift, type TeamDrift } from '../../../queries/drift/drift.ts'
import { driftNotices } from '../../../queries/drift/notices.ts'
import { findQuarter } from '../../../queries/plan/find-quarter.ts'
import { defineAction } from '../../frame/action.ts'
import { findScope } from '../../output/find-scope.ts'
import { measuredFigures } from '../../output/measured-figures.ts'
import { noticesAnswer } from './notices.ts'
import { teamLines, teamsLines } from './text.ts'

const input = z.object({
  team: z.string().optional(),
  quarter: z.string().optional(),
  measure: z.boolean().default(false),
  notices: z.boolean().default(false),
})

/** `plumbline drift`. */
export const showDrift = defineAction(input, async (session, { team, quarter, measure, notices }) => {
  const store = await session.store()
  const { timeZone } = session.terminal
  const found = await findQuarter(store, quarter, session.now())
  if (found === null) throw new PlanMissingError()
  if (notices) return noticesAnswer(found, await driftNotices(store, found, team), timeZone)
  const shown = await measuredFigures(session, found, { isMeasuredAnew: measure, query: drift })
  const one = team === undefined ? null : await findScope(store, team, found, shown.teams)
  return {
    json: {
      quarter: shown.quarter,
      asOf: isoOf(shown.asOfAt),
      teams: (one === null ? shown.teams : [one]).map(jsonOf),
      leftOut: shown.leftOut.map(({ teamId, name, reason }) => ({ teamId, name, reason: plainText(reason) })),
    },
    lines: one === null ? teamsLines(shown, timeZone) : teamLines(shown, one, timeZone),
  }
})

function jsonOf(team: TeamDrift) {
  const { scopeId, name, standing, doubt, forecast, nextMail, picture, statements, ...figures } = team
  return {
    ...{ team: scopeId, name, ...figures },
    standing: standing.sentences.map(plainText),
    statements: statements.map(({ authorName, authorEmail, saidAt, saidIn, text }) => ({
      author: { name: authorName, email: authorEmail },
      ...{ saidAt: isoOf(saidAt), saidIn, text },
    })),
    doubt: doubt?.sentences.map(plainText) ?? null,
    forecast: forecast === null ? null : plainText(forecast),
    nextMail: { subject: nextMail.subject, answer: plainText(nextMail.answer) },
    daysLeft: picture?.left ?? [],
  }
}
