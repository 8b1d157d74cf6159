import { aCompany, type Dials } from './dials.ts'

/** A company that is worth a name, and whether what the formula takes for granted is true there. */
interface Kind {
  readonly dials: Dials
  /** False where people work on what they aren't assigned, or where statuses mean nothing. */
  readonly assumptionsHold: boolean
}

/** Kinds of company by name; the last three are worlds in which the formula's assumptions fail. */
export const kinds: Readonly<Record<string, Kind>> = {
  ordinary: holds(aCompany()),
  'tidy board': holds(
    aCompany({
      board: {
        startLagDays: 0.1,
        doneLagDays: 0.1,
        earlyStartShare: 0.02,
        fridayShare: 0,
        straightToDoneShare: 0.01,
        leftOpenShare: 0.01,
        unassignedShare: 0,
      },
      work: { wip: 1.2, ticketlessShare: 0.08 },
    }),
  ),
  'Friday updates': holds(
    aCompany({
      board: { fridayShare: 0.7, doneLagDays: 1, straightToDoneShare: 0.12, earlyStartShare: 0.15 },
      traces: { commentsPerDay: 0.08 },
    }),
  ),
  'small start-up': holds(
    aCompany({
      people: { teams: [2, 3], teamSize: [4, 6], partTimeShare: 0.05 },
      work: { splitShare: 0.05, reviewShare: 0.4, interruptionsPerDay: 0.12, sizeSpread: 0.9 },
      board: { straightToDoneShare: 0.25, unassignedShare: 0.1, waitingColumns: false },
      traces: { estimatedShare: 0, loggersShare: 0, commentsPerDay: 0.08 },
    }),
  ),
  'sub-tasks everywhere': holds(
    aCompany({
      people: { teams: [3, 5], teamSize: [6, 9] },
      work: { splitShare: 0.7, lateSubtaskShare: 0.12, meetingShare: 0.35 },
      board: { parentInProgressShare: 0.95, leftOpenShare: 0.08 },
      traces: { loggersShare: 0.3, logStyles: { weekly: 2, half_days: 1 } },
    }),
  ),
  interrupted: holds(
    aCompany({
      people: { onCallShare: 0.1 },
      work: {
        mix: { roadmap: 0.3, ktlo: 0.5, reliability: 0.2 },
        interruptionsPerDay: 0.4,
        wip: 2,
        helpPerDay: 0.15,
        ticketlessShare: 0.2,
      },
      board: { straightToDoneShare: 0.25 },
    }),
  ),
  timesheets: holds(
    aCompany({
      work: { wip: 2, switching: 0.4 },
      traces: {
        loggersShare: 0.9,
        logStyles: { whole_days: 1, half_days: 2, exact: 1, weekly: 1, rounded_up: 1 },
        loggedDaysShare: 0.9,
        logsAtMidnight: true,
      },
      board: { doneLagDays: 2, leftOpenShare: 0.12 },
    }),
  ),
  'bugs are logged': holds(
    aCompany({
      traces: {
        loggersShare: 0.6,
        loggedTypes: ['Bug', 'Incident', 'Support'],
        logStyles: { rounded_up: 2, exact: 1 },
      },
    }),
  ),
  'many at once': holds(
    aCompany({
      work: { wip: 3.5, switching: 0.4, blockedShare: 0.2 },
      board: { earlyStartShare: 0.3, leftOpenShare: 0.2, doneLagDays: 2 },
      traces: { commentsPerDay: 0.2 },
    }),
  ),
  'lead assigns': holds(
    aCompany({
      board: { leadAssignedShare: 0.15, unassignedShare: 0.2, otherAssignedShare: 0.05 },
      traces: { commentsPerDay: 0.25 },
    }),
  ),
  'review and QA': holds(
    aCompany({
      work: { reviewShare: 1, blockedShare: 0.15, helpPerDay: 0.12 },
      board: { reassignedAtReviewShare: 0.8, botShare: 0.4 },
      traces: { botCommentsPerTicket: 1 },
    }),
  ),
  'unequal teams': holds(
    aCompany({
      people: { teams: [4, 6], teamSize: [4, 8] },
      work: { teamSpread: 0.2, mixStep: 0.09, specialisation: 1 },
    }),
  ),
  'one size': holds(aCompany({ work: { sizes: 'equal', sizeSpread: 0.5 }, traces: { loggersShare: 0.5 } })),
  'not whom it says': fails(
    aCompany({ board: { otherAssignedShare: 0.5, leadAssignedShare: 0.15 }, work: { helpPerDay: 0.4 } }),
  ),
  'statuses mean nothing': fails(aCompany({ board: { statusNoiseShare: 0.7 } })),
  'one column': fails(aCompany({ board: { oneColumn: true, waitingColumns: false } })),
}

function holds(dials: Dials): Kind {
  return { dials, assumptionsHold: true }
}

function fails(dials: Dials): Kind {
  return { dials, assumptionsHold: false }
}
