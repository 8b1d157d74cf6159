import { expect, test } from 'vitest'
import type { TicketEvent } from '../../domain/ticket.ts'
import { type SimulatedCompany, simulateCompany } from './company.ts'
import { aCompany, type DialChanges, type Dials } from './dials/dials.ts'
import { botAccountId } from './true-work/staff.ts'
import { trueSharesOf } from './true-work/truth.ts'

/** One figure of a company, with a dial at one end and at the other: the second must be the larger. */
interface Example<Group extends keyof Dials> {
  readonly low: Partial<Dials[Group]>
  readonly high: Partial<Dials[Group]>
  readonly figure: (company: SimulatedCompany) => number
}

const quiet: DialChanges = {
  people: { quarters: 1, teams: [2, 2], teamSize: [4, 4], turnoverShare: 0 },
}

function simulated<Group extends keyof Dials>(group: Group, dials: Partial<Dials[Group]>): SimulatedCompany {
  const changes: DialChanges = { ...quiet, [group]: { ...quiet[group], ...dials } }
  return simulateCompany(aCompany(changes), 'dials')
}

const eventsOf = <Kind extends TicketEvent['kind']>({ events }: SimulatedCompany, kind: Kind) =>
  events.filter((event): event is Extract<TicketEvent, { kind: Kind }> => event.kind === kind)
const movesTo = (company: SimulatedCompany, ...statusIds: readonly string[]) =>
  eventsOf(company, 'status').filter(({ toStatusId }) => statusIds.includes(toStatusId))
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
const weekdayShare = (events: readonly TicketEvent[], weekday: number) =>
  events.filter(({ happenedAt }) => new Date(happenedAt).getUTCDay() === weekday).length / events.length
const ticketsAPersonDay = ({ truth }: SimulatedCompany) => {
  const pairs = new Set(
    truth.rows.map(({ personId, date, ticket }) => `${personId} ${date} ${ticket?.ticketId}`),
  )
  return pairs.size / new Set(truth.rows.map(({ personId, date }) => `${personId} ${date}`)).size
}
const workersATicket = ({ truth }: SimulatedCompany) => {
  const pairs = new Set(truth.rows.map(({ personId, ticket }) => `${personId} ${ticket?.ticketId}`))
  return pairs.size / new Set(truth.rows.map(({ ticket }) => ticket?.ticketId)).size
}
const daysOf = (
  { plan, truth }: SimulatedCompany,
  part: (one: (typeof truth.teamQuarters)[number]) => number,
) => plan.teams.length * sumOf(truth.teamQuarters.map(part))
/** Hours between a ticket's first and last true day and its moves, in days, summed. */
const daysInProgress = (company: SimulatedCompany) => {
  const begun = new Map(movesTo(company, 'doing').map((event) => [event.ticketId, event.happenedAt]))
  return sumOf(
    movesTo(company, 'done').map(
      ({ ticketId, happenedAt }) => happenedAt - (begun.get(ticketId) ?? happenedAt),
    ),
  )
}
/** How much of the true work is by somebody else than whom the ticket is assigned to. */
const offAssignment = ({ truth, tickets }: SimulatedCompany) => {
  const assignees = new Map(tickets.map(({ ticketId, assigneeId }) => [ticketId, assigneeId]))
  const accountOf = (personId: string) => `acc-${personId.split('@')[0]?.replace('.person', '')}`
  const off = truth.rows.filter(
    ({ ticket, personId }) => ticket !== null && assignees.get(ticket.ticketId) !== accountOf(personId),
  )
  return sumOf(off.map(({ milliDays }) => milliDays))
}
const ktloOf = ({ truth }: SimulatedCompany) => trueSharesOf(truth.teamQuarters)?.ktlo ?? 0

const peopleExamples: Readonly<Record<string, Example<'people'>>> = {
  quarters: { low: { quarters: 1 }, high: { quarters: 2 }, figure: ({ quarters }) => quarters.length },
  teams: { low: { teams: [1, 1] }, high: { teams: [3, 3] }, figure: ({ plan }) => plan.teams.length },
  teamSize: {
    low: { teamSize: [3, 3] },
    high: { teamSize: [5, 5] },
    figure: ({ plan }) => plan.people.length,
  },
  partTimeShare: {
    low: { partTimeShare: 1 },
    high: { partTimeShare: 0 },
    figure: (company) => daysOf(company, ({ workingMilliDays }) => workingMilliDays),
  },
  absenceShare: {
    low: { absenceShare: 0 },
    high: { absenceShare: 0.1 },
    figure: (company) => daysOf(company, ({ absenceMilliDays }) => absenceMilliDays),
  },
  onCallShare: {
    low: { onCallShare: 0 },
    high: { onCallShare: 0.1 },
    figure: (company) => daysOf(company, ({ onCallMilliDays }) => onCallMilliDays),
  },
  turnoverShare: {
    low: { turnoverShare: 1 },
    high: { turnoverShare: 0 },
    figure: (company) => daysOf(company, ({ workingMilliDays }) => workingMilliDays),
  },
}

const workExamples: Readonly<Record<string, Example<'work'>>> = {
  mix: {
    low: { mix: { roadmap: 0.7, ktlo: 0.1, reliability: 0.2 } },
    high: { mix: { roadmap: 0.2, ktlo: 0.6, reliability: 0.2 } },
    figure: ktloOf,
  },
  ticketlessShare: {
    low: { ticketlessShare: 0 },
    high: { ticketlessShare: 0.4 },
    figure: (company) => daysOf(company, ({ ticketlessMilliDays }) => ticketlessMilliDays),
  },
  meetingShare: {
    low: { meetingShare: 0.5 },
    high: { meetingShare: 0 },
    figure: ({ tickets }) => tickets.length,
  },
  interruptionsPerDay: {
    low: { interruptionsPerDay: 0 },
    high: { interruptionsPerDay: 1 },
    figure: ({ tickets }) => tickets.length,
  },
  helpPerDay: { low: { helpPerDay: 0 }, high: { helpPerDay: 0.6 }, figure: workersATicket },
  wip: { low: { wip: 1 }, high: { wip: 4 }, figure: ticketsAPersonDay },
  switching: {
    low: { switching: 0, wip: 3 },
    high: { switching: 0.9, wip: 3 },
    figure: ticketsAPersonDay,
  },
  splitShare: {
    low: { splitShare: 0 },
    high: { splitShare: 1 },
    figure: ({ tickets }) => tickets.filter(({ hierarchyLevel }) => hierarchyLevel < 0).length,
  },
  lateSubtaskShare: {
    low: { splitShare: 0, lateSubtaskShare: 0 },
    high: { splitShare: 0, lateSubtaskShare: 0.5 },
    figure: ({ tickets }) => tickets.filter(({ hierarchyLevel }) => hierarchyLevel < 0).length,
  },
  reviewShare: {
    low: { reviewShare: 0 },
    high: { reviewShare: 1 },
    figure: (company) => movesTo(company, 'review').length,
  },
  blockedShare: {
    low: { blockedShare: 0 },
    high: { blockedShare: 0.5 },
    figure: (company) => movesTo(company, 'blocked').length,
  },
  dropShare: {
    low: { dropShare: 0 },
    high: { dropShare: 0.5 },
    figure: (company) => movesTo(company, 'dropped').length,
  },
}

const boardExamples: Readonly<Record<string, Example<'board'>>> = {
  startLagDays: { low: { startLagDays: 5 }, high: { startLagDays: 0 }, figure: daysInProgress },
  doneLagDays: { low: { doneLagDays: 0 }, high: { doneLagDays: 5 }, figure: daysInProgress },
  earlyStartShare: { low: { earlyStartShare: 0 }, high: { earlyStartShare: 1 }, figure: daysInProgress },
  fridayShare: {
    low: { fridayShare: 0 },
    high: { fridayShare: 1 },
    figure: (company) => weekdayShare(eventsOf(company, 'status'), 5),
  },
  straightToDoneShare: {
    low: { straightToDoneShare: 1 },
    high: { straightToDoneShare: 0 },
    figure: (company) => movesTo(company, 'doing').length,
  },
  leftOpenShare: { low: { leftOpenShare: 0 }, high: { leftOpenShare: 0.5 }, figure: daysInProgress },
  parentInProgressShare: {
    low: { parentInProgressShare: 0 },
    high: { parentInProgressShare: 1 },
    figure: (company) => movesTo(company, 'doing').length,
  },
  leadAssignedShare: { low: { leadAssignedShare: 0 }, high: { leadAssignedShare: 1 }, figure: offAssignment },
  unassignedShare: {
    low: { unassignedShare: 0 },
    high: { unassignedShare: 0.9 },
    figure: ({ tickets }) => tickets.filter(({ assigneeId }) => assigneeId === null).length,
  },
  otherAssignedShare: {
    low: { otherAssignedShare: 0 },
    high: { otherAssignedShare: 0.9 },
    figure: offAssignment,
  },
  reassignedAtReviewShare: {
    low: { reassignedAtReviewShare: 0 },
    high: { reassignedAtReviewShare: 1 },
    figure: (company) => eventsOf(company, 'assignee').length,
  },
  waitingColumns: {
    low: { waitingColumns: false },
    high: { waitingColumns: true },
    figure: (company) => movesTo(company, 'review', 'blocked').length,
  },
  botShare: {
    low: { botShare: 0 },
    high: { botShare: 1 },
    figure: (company) => eventsOf(company, 'status').filter(({ actorId }) => actorId === botAccountId).length,
  },
  oneColumn: {
    low: { oneColumn: false },
    high: { oneColumn: true },
    figure: ({ tickets }) => tickets.filter(({ statusCategory }) => statusCategory === 'in_progress').length,
  },
}

const allLog = { loggersShare: 1, loggedDaysShare: 1 }
const loggedHours = (company: SimulatedCompany) =>
  sumOf(eventsOf(company, 'worklog').map(({ loggedSeconds }) => loggedSeconds / 3600))
const countComments = (company: SimulatedCompany) => eventsOf(company, 'comment').length

const traceExamples: Readonly<Record<string, Example<'traces'>>> = {
  commentsPerDay: { low: { commentsPerDay: 0 }, high: { commentsPerDay: 0.5 }, figure: countComments },
  helpCommentShare: { low: { helpCommentShare: 0 }, high: { helpCommentShare: 1 }, figure: countComments },
  chatterPerTicket: { low: { chatterPerTicket: 0 }, high: { chatterPerTicket: 2 }, figure: countComments },
  botCommentsPerTicket: {
    low: { botCommentsPerTicket: 0 },
    high: { botCommentsPerTicket: 1 },
    figure: (company) =>
      eventsOf(company, 'comment').filter(({ actorId }) => actorId === botAccountId).length,
  },
  loggersShare: { low: { loggersShare: 0 }, high: { loggersShare: 1 }, figure: loggedHours },
  loggedDaysShare: { low: { ...allLog, loggedDaysShare: 0.5 }, high: allLog, figure: loggedHours },
  logStyles: {
    low: { ...allLog, logStyles: { exact: 1 } },
    high: { ...allLog, logStyles: { rounded_up: 1 } },
    figure: loggedHours,
  },
  'logStyles by the week': {
    low: { ...allLog, logStyles: { exact: 1 } },
    high: { ...allLog, logStyles: { weekly: 1 } },
    figure: (company) => weekdayShare(eventsOf(company, 'worklog'), 5),
  },
  loggedTypes: { low: { ...allLog, loggedTypes: ['Bug'] }, high: allLog, figure: loggedHours },
  logsAtMidnight: {
    low: allLog,
    high: { ...allLog, logsAtMidnight: true },
    figure: (company) =>
      eventsOf(company, 'worklog').filter(({ happenedAt }) => happenedAt % 86_400_000 === 0).length,
  },
  estimatedShare: {
    low: { estimatedShare: 0 },
    high: { estimatedShare: 1 },
    figure: ({ tickets }) => tickets.filter(({ estimatePoints }) => estimatePoints !== null).length,
  },
}

const plannedKtlo = ({ plan }: SimulatedCompany) =>
  sumOf(plan.quarters.flatMap(({ teams }) => teams.map(({ shares }) => shares.ktlo)))
const countUnsorted = ({ decisions }: SimulatedCompany) =>
  decisions.defaultLike.filter(({ category }) => category === null).length
const countWrong = ({ decisions }: SimulatedCompany) =>
  decisions.defaultLike.filter(({ category }, index) => category !== decisions.given[index]?.category).length

const planExamples: Readonly<Record<string, Example<'plan'>>> = {
  bias: { low: { bias: 0.2 }, high: { bias: 0 }, figure: plannedKtlo },
}

const ruleExamples: Readonly<Record<string, Example<'rules'>>> = {
  labelledShare: { low: { labelledShare: 1 }, high: { labelledShare: 0 }, figure: countUnsorted },
  plainTypeShare: {
    low: { plainTypeShare: 0, labelledShare: 0 },
    high: { plainTypeShare: 1, labelledShare: 0 },
    figure: countUnsorted,
  },
  wrongShare: { low: { wrongShare: 0 }, high: { wrongShare: 0.5 }, figure: countWrong },
}

function testDials<Group extends keyof Dials>(
  group: Group,
  examples: Readonly<Record<string, Example<Group>>>,
): void {
  test.each(Object.entries(examples))(`the ${group} dial %s does what it says`, (_name, example) => {
    const low = simulated(group, example.low)
    const high = simulated(group, example.high)

    expect(example.figure(high)).toBeGreaterThan(example.figure(low))
  })
}

testDials('people', peopleExamples)
testDials('work', workExamples)
testDials('board', boardExamples)
testDials('traces', traceExamples)
testDials('plan', planExamples)
testDials('rules', ruleExamples)

test('leaves the truth as it is when only the board, the traces or the rules change', () => {
  const truthOf = (changes: DialChanges) => simulateCompany(aCompany({ ...quiet, ...changes }), 'truth').truth

  const truth = truthOf({})
  expect(truthOf({ board: { statusNoiseShare: 1, leadAssignedShare: 0.5 } })).toEqual(truth)
  expect(truthOf({ traces: allLog, rules: { wrongShare: 1 }, plan: { bias: 0.3 } })).toEqual(truth)
})
