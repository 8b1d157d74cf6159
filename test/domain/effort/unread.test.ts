import { describe, expect, it } from 'vitest'
import type { EffortInput } from '../../../domain/effort/effort.ts'
import { measureEffort } from '../../../domain/effort/measure.ts'
import { anEffortInput, doing, milliDaysOn, started } from '../../builders/effort-input.ts'
import { aPerson, aPlan } from '../../builders/plan.ts'
import { at } from '../../builders/ticket.ts'

const jira = doing('CORE-1').connectionId
const linear = 'f0000000-0000-4000-8000-00000000000f'

/** A week of Ada, whose tickets of Jira were last read on Wednesday before work. */
function week(changes: Partial<EffortInput>) {
  return measureEffort(
    anEffortInput({
      plan: aPlan({ people: [aPerson('Ada Example')] }),
      readUntilOf: (connectionId) => (connectionId === jira ? at('2026-05-06T06:00') : null),
      ...changes,
    }),
  )
}

const ofLinear = <T extends object>(value: T) => ({ ...value, connectionId: linear })

describe('days after the last reading of a tracker', () => {
  it('lie on none of its tickets, which may be closed by then, and are told as unread', () => {
    const result = week({ tickets: [doing('CORE-1')], events: [started('CORE-1')] })
    expect(milliDaysOn(result, 'CORE-1')).toBe(2000)
    expect(result.capacity[0]).toMatchObject({
      workingMilliDays: 5000,
      attributedMilliDays: 2000,
      unattributedMilliDays: 3000,
      unreadMilliDays: 3000,
    })
    expect(result.secondOpinions.map(({ measure, amount }) => [measure, amount])).toEqual([
      ['equal_split', 2],
      ['time_in_progress', 2],
    ])
  })

  it('are known where work had begun by then', () => {
    const readUntilOf = () => at('2026-05-06T07:01')
    const result = week({ tickets: [doing('CORE-1')], events: [started('CORE-1')], readUntilOf })
    expect(result.capacity[0]).toMatchObject({ attributedMilliDays: 3000, unreadMilliDays: 2000 })
  })

  it('are not given to the tickets of another tracker', () => {
    const tickets = [doing('CORE-1'), ofLinear(doing('LIN-2'))]
    const events = [started('CORE-1'), ofLinear(started('LIN-2'))]
    const known = week({ tickets, events, readUntilOf: () => null })
    const result = week({ tickets, events })
    expect(milliDaysOn(known, 'LIN-2')).toBe(2500)
    expect(milliDaysOn(result, 'LIN-2')).toBe(2500)
    expect(milliDaysOn(result, 'CORE-1')).toBe(1000)
    expect(result.capacity[0]).toMatchObject({ attributedMilliDays: 3500, unreadMilliDays: 1500 })
  })

  it('are as ever for those who work in another tracker', () => {
    const result = week({ tickets: [ofLinear(doing('LIN-2'))], events: [ofLinear(started('LIN-2'))] })
    expect(result.capacity[0]).toMatchObject({ attributedMilliDays: 5000, unreadMilliDays: 0 })
  })

  it('are days without a ticket for those who had none', () => {
    const result = week({ tickets: [], events: [] })
    expect(result.capacity[0]).toMatchObject({ unattributedMilliDays: 5000, unreadMilliDays: 0 })
  })
})
