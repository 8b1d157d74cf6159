import type { Instant } from '../instant.ts'
import type { ReviewerAct } from '../report/content/reviewers.ts'
import type { AnswerKind } from './review.ts'

/** A team's answers, as far as reports tell of them. */
export interface AnsweredTeam {
  readonly teamId: string
  /** In the order in which they were given. */
  readonly answers: readonly {
    readonly answer: AnswerKind
    readonly answeredAt: Instant
    readonly authorEmail: string
    readonly authorName: string
    readonly connectionId: string | null
    readonly ticketId: string | null
    readonly milliDays: number | null
  }[]
}

/**
 * What reviewers did besides explaining, one act for each of them and kind. Who explained has confirmed what they explain: their words
 * say more. A ticket that was corrected again counts once, as corrected by who did so last.
 */
export function actsOf(teams: readonly AnsweredTeam[]): ReviewerAct[] {
  return teams.flatMap(({ teamId, answers }) => {
    const authors = [...new Set(answers.map(({ authorEmail }) => authorEmail))]
    const ofTickets = new Map(
      answers.flatMap((each) =>
        each.ticketId === null ? [] : [[`${each.connectionId}/${each.ticketId}`, each] as const],
      ),
    )
    const lastOfTickets = [...ofTickets.values()]
    return authors.flatMap((author): ReviewerAct[] => {
      const own = answers.filter(({ authorEmail }) => authorEmail === author)
      const corrected = lastOfTickets.filter(({ authorEmail }) => authorEmail === author)
      const lastCorrected = corrected.at(-1)
      const lastConfirmed = own.findLast(({ answer }) => answer === 'confirmed')
      const hasExplained = own.some(({ answer }) => answer === 'explained')
      const days = corrected.reduce((sum, { milliDays }) => sum + (milliDays ?? 0), 0)
      return [
        ...(lastCorrected === undefined
          ? []
          : [
              {
                ...{ kind: 'corrected' as const, teamId, authorName: lastCorrected.authorName },
                ...{ actedAt: lastCorrected.answeredAt, tickets: corrected.length, milliDays: days },
              },
            ]),
        ...(lastConfirmed === undefined || hasExplained
          ? []
          : [
              {
                ...{ kind: 'confirmed' as const, teamId, authorName: lastConfirmed.authorName },
                actedAt: lastConfirmed.answeredAt,
              },
            ]),
      ]
    })
  })
}
