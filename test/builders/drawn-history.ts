import fc from 'fast-check'
import type { Ticket, TicketEvent } from '../../domain/ticket.ts'
import { aPerson, aPlan, aTeamPlan } from './plan.ts'
import {
  assigneeEvent,
  aTicket,
  at,
  commentEvent,
  refOf,
  statusEvent,
  statuses,
  worklogEvent,
} from './ticket.ts'

const names = ['Ada Example', 'Ben Example', 'Cleo Example'] as const
const accounts = ['ada.example', 'ben.example', 'cleo.example', 'stranger', null] as const
const statusIds = statuses.map((each) => each.statusId)

export const drawnKeys = Array.from({ length: 8 }, (_, index) => `CORE-${index}`)
export const drawnPeriod = { from: '2026-04-20', to: '2026-06-01' }

const other = { teamId: 'other', name: 'Other', calendarId: 'berlin', focusShare: null }

/** Ada is away for four days, Ben works part time, and Cleo moves to another team. */
export const drawnPlan = aPlan({
  teams: [...aPlan().teams, other],
  people: [
    aPerson(names[0], { absences: [{ from: '2026-05-04', to: '2026-05-08' }] }),
    aPerson(names[1], { membership: { fractionShare: 0.7 } }),
    aPerson(names[2], {
      memberships: [
        { teamId: 'core', from: '2025-01-01', to: '2026-05-13', fractionShare: 1 },
        { teamId: 'other', from: '2026-05-13', to: null, fractionShare: 0.5 },
      ],
    }),
  ],
  quarters: [
    {
      quarter: '2026-Q2',
      planningStartsOn: null,
      teams: [aTeamPlan({ onCallShare: 0.07 }), aTeamPlan({ teamId: 'other' })],
    },
  ],
})

const account = fc.constantFrom(...accounts)
const status = fc.constantFrom(...statusIds)

export const drawnKey = fc.constantFrom(...drawnKeys)

export const drawnInstant = fc
  .integer({ min: at('2026-04-01T00:00'), max: at('2026-06-05T00:00') })
  .map((instant) => new Date(instant).toISOString())

export const drawnEvent: fc.Arbitrary<TicketEvent> = fc.oneof(
  fc.tuple(drawnKey, drawnInstant, status, status, account).map((args) => statusEvent(...args)),
  fc.tuple(drawnKey, drawnInstant, account, account, account).map((args) => assigneeEvent(...args)),
  fc
    .tuple(drawnKey, drawnInstant, fc.constantFrom('ada.example', 'ben.example'))
    .map((args) => commentEvent(...args)),
  fc
    .tuple(
      drawnKey,
      drawnInstant,
      fc.constantFrom('ada.example', 'cleo.example'),
      fc.integer({ min: 0, max: 12 }),
    )
    .map((args) => worklogEvent(...args)),
)

export const drawnEvents = fc
  .array(drawnEvent, { maxLength: 60 })
  .map((drawn) => drawn.map((each, index) => ({ ...each, eventId: `${each.kind}-${index}` })))

/** Of each key one; any of the others may be a child of the first. */
export const drawnTickets: fc.Arbitrary<Ticket[]> = fc.tuple(
  ...drawnKeys.map((each, index) =>
    fc
      .record({ statusId: status, assigneeId: account, child: fc.boolean() })
      .map(({ statusId, assigneeId, child }) =>
        aTicket(each, {
          statusId,
          assigneeId,
          parentId: child && index > 0 ? refOf('CORE-0').ticketId : null,
        }),
      ),
  ),
)
