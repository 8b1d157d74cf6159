import { expect, test } from 'vitest'
import type { EffortInput } from '../../../../domain/effort/effort.ts'
import { measureEffort } from '../../../../domain/effort/measure.ts'
import { anEffortInput } from '../../../builders/effort-input.ts'
import { aTicket, at, worklogEvent } from '../../../builders/ticket.ts'

const ada = 'ada.example'
const byApp = { ...worklogEvent('CORE-1', '2026-05-05T09:00', ada, 2), actorId: null }

function nobodysSeconds(events: EffortInput['events'], changes: Partial<EffortInput> = {}): number {
  return measureEffort(anEffortInput({ tickets: [aTicket('CORE-1')], events, ...changes }))
    .nobodysLoggedSeconds
}

test('what apps logged with no person named is summed, each log once', () => {
  const another = { ...byApp, eventId: 'worklog/another', loggedSeconds: 60 }
  expect(nobodysSeconds([byApp, another, byApp])).toBe(7260)
  expect(nobodysSeconds([])).toBe(0)
})

test('a person’s log is no part of it, nor is a stranger’s, whose account is counted instead', () => {
  expect(nobodysSeconds([{ ...byApp, actorId: ada }])).toBe(0)
  const stranger = { ...byApp, actorId: 'stranger' }
  expect(measureEffort(anEffortInput({ tickets: [aTicket('CORE-1')], events: [stranger] }))).toMatchObject({
    nobodysLoggedSeconds: 0,
    unmatchedAccounts: 1,
  })
})

test('a machine account’s log is part of it, unless the account is a person’s', () => {
  const isMachineAccount = () => true
  expect(nobodysSeconds([{ ...byApp, actorId: 'robot' }], { isMachineAccount })).toBe(7200)
  expect(nobodysSeconds([{ ...byApp, actorId: ada }], { isMachineAccount })).toBe(0)
})

test('it counts from the first day of the period to its last', () => {
  const loggedAt = (happenedAt: number) => nobodysSeconds([{ ...byApp, happenedAt }])
  const [from, to] = [at('2026-05-04T00:00'), at('2026-05-11T00:00')]
  expect([from - 1, from, to - 1, to].map(loggedAt)).toEqual([0, 7200, 7200, 0])
})

test('what was logged or written down after the as-of instant is not known yet', () => {
  const asOfAt = at('2026-05-05T09:00')
  const asOf = (changes: { readonly happenedAt?: number; readonly recordedAt?: number }) =>
    nobodysSeconds([{ ...byApp, recordedAt: asOfAt, ...changes }], { asOfAt })
  expect(asOf({})).toBe(7200)
  expect(asOf({ happenedAt: asOfAt + 1 })).toBe(0)
  expect(asOf({ recordedAt: asOfAt + 1 })).toBe(0)
})
