import { Draws } from '../draws.ts'
import { aCompany, type Dials, type LogStyle, logStyles } from './dials.ts'

/**
 * A company that nobody has a name for: every dial drawn by itself from what is seen in the field, most of them often near their
 * tidy end and sometimes far from it.
 */
export function drawDials(seed: string): Dials {
  const draws = new Draws(`dials ${seed}`)
  /** Mostly small, sometimes up to `high`. */
  const upTo = (high: number) => high * draws.unit() ** 2
  const ktlo = draws.between(0.18, 0.5)
  const reliability = draws.between(0.08, 0.28)
  return aCompany({
    people: {
      teams: [2, 5],
      teamSize: [4, 9],
      partTimeShare: upTo(0.5),
      absenceShare: draws.between(0.04, 0.12),
      onCallShare: draws.chance(0.3) ? draws.pick([0.05, 0.1, 0.15]) : 0,
      turnoverShare: upTo(0.3),
    },
    work: {
      mix: { roadmap: 1 - ktlo - reliability, ktlo, reliability },
      teamSpread: draws.between(0.03, 0.18),
      mixStep: draws.between(0.01, 0.08),
      mixNoise: draws.between(0.01, 0.07),
      specialisation: upTo(1.5),
      ticketlessShare: draws.between(0.03, 0.35),
      meetingShare: draws.between(0.1, 0.45),
      interruptionsPerDay: upTo(0.5),
      helpPerDay: upTo(0.35),
      wip: 1 + upTo(3),
      switching: draws.between(0.1, 0.5),
      sizes: draws.chance(0.2) ? 'equal' : 'natural',
      sizeSpread: draws.between(0.4, 1),
      splitShare: upTo(0.8),
      lateSubtaskShare: upTo(0.15),
      reviewShare: draws.unit(),
      blockedShare: upTo(0.3),
      dropShare: upTo(0.12),
    },
    board: {
      startLagDays: upTo(2),
      doneLagDays: upTo(3),
      earlyStartShare: upTo(0.4),
      fridayShare: upTo(0.8),
      straightToDoneShare: upTo(0.4),
      leftOpenShare: upTo(0.25),
      bulkCloseShare: draws.unit(),
      parentInProgressShare: draws.unit(),
      leadAssignedShare: upTo(0.15),
      unassignedShare: upTo(0.25),
      otherAssignedShare: upTo(0.12),
      reassignedAtReviewShare: upTo(0.8),
      waitingColumns: draws.chance(0.7),
      botShare: upTo(0.5),
      statusNoiseShare: upTo(0.08),
    },
    traces: {
      commentsPerDay: draws.between(0.02, 0.35),
      helpCommentShare: draws.unit(),
      chatterPerTicket: upTo(1.5),
      botCommentsPerTicket: upTo(1.5),
      loggersShare: draws.chance(0.4) ? 0 : draws.unit(),
      logStyles: drawLogStyles(draws),
      loggedDaysShare: draws.between(0.5, 1),
      loggedTypes: draws.chance(0.1) ? ['Bug', 'Incident', 'Support'] : null,
      logsAtMidnight: draws.chance(0.25),
      estimatedShare: draws.chance(0.3) ? 0 : draws.between(0.4, 1),
      estimateSpread: draws.between(0.3, 0.8),
    },
    plan: { bias: draws.between(0, 0.15), noise: draws.between(0.02, 0.1) },
    rules: {
      labelledShare: draws.between(0.3, 0.9),
      plainTypeShare: upTo(0.35),
      wrongShare: upTo(0.08),
    },
  })
}

function drawLogStyles(draws: Draws): Partial<Record<LogStyle, number>> {
  const weights: Partial<Record<LogStyle, number>> = {}
  for (const style of logStyles) weights[style] = draws.unit() ** 3
  return weights
}
