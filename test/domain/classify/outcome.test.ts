import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../../domain/classify/outcome.ts'
import { defaultDroppedResolutions } from '../../../domain/classify/status-words.ts'
import { aStatusMap, aTicket } from '../../builders/ticket.ts'

const dropped = new Set(defaultDroppedResolutions)
const none = { resolutionId: null, resolutionName: null, removal: null }
const resolvedAs = (resolutionName: string, resolutionId = '1') => ({ ...none, resolutionName, resolutionId })

describe('a closed ticket', () => {
  it('was delivered, with a resolution that says so or without one', () => {
    expect(outcomeOf(none, 'done', dropped)).toBe('delivered')
    for (const name of ['Done', 'Fixed', 'Resolved', 'Fertig', 'Workaround'])
      expect(outcomeOf(resolvedAs(name), 'done', dropped)).toBe('delivered')
  })

  it.each([
    "Won't Do",
    'Won’t Fix',
    'WONTFIX',
    'Duplicate',
    'Cannot Reproduce',
    'Declined',
    'Not a Bug',
    'Abandoned',
    'Obsolete',
    'Incomplete',
    'Invalid',
    'Wird nicht erledigt',
    'Duplikat',
    'Ne sera pas corrigé',
    'Duplicado',
    'Non riproducibile',
    'Дубликат',
    '重复',
    '再現不可',
  ])('was dropped as %s', (name) => {
    expect(outcomeOf(resolvedAs(name), 'done', dropped)).toBe('dropped')
  })

  it('was dropped by the id of a resolution that an admin named', () => {
    const byId = new Set(['10007'])
    expect(outcomeOf(resolvedAs('Erledigt', '10007'), 'done', byId)).toBe('dropped')
    expect(outcomeOf(resolvedAs('Erledigt', '10008'), 'done', byId)).toBe('delivered')
  })

  it('was dropped where its status is one of canceled work', () => {
    expect(outcomeOf(none, 'dropped', dropped)).toBe('dropped')
    expect(aStatusMap().outcomeOf(aTicket('CORE-1', { statusId: 'canceled' }))).toBe('dropped')
  })
})

describe('a ticket that is open', () => {
  it.each(['unstarted', 'in_progress', 'waiting', null] as const)('has no outcome in %s', (meaning) => {
    expect(outcomeOf(none, meaning, dropped)).toBe(null)
    expect(outcomeOf(resolvedAs("Won't Do"), meaning, dropped)).toBe(null)
    expect(outcomeOf({ ...none, removal: 'access_lost' }, meaning, dropped)).toBe(null)
  })

  it('was dropped where it was deleted, and stays delivered where it was that before', () => {
    for (const removal of ['deleted', 'trashed'] as const) {
      expect(outcomeOf({ ...none, removal }, 'in_progress', dropped)).toBe('dropped')
      expect(outcomeOf({ ...none, removal }, 'done', dropped)).toBe('delivered')
    }
  })
})
