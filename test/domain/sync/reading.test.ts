import { describe, expect, it } from 'vitest'
import { changedSince, readingTimeMs, readsOn } from '../../../domain/sync/reading.ts'
import { chooseScopes } from '../../../domain/sync/scopes.ts'

const cursorAt = Date.parse('2026-06-12T16:00:00Z')

describe('a sync', () => {
  it.each([
    ['recent', '2026-06-12T15:50:00Z'],
    ['nightly', '2026-06-11T16:00:00Z'],
  ] as const)('that is %s reads again from %s on', (depth, since) => {
    expect(changedSince(cursorAt, depth)).toBe(Date.parse(since))
  })

  it('that is full, or the first of its connection, reads everything', () => {
    expect(changedSince(cursorAt, 'full')).toBeNull()
    expect(changedSince(null, 'recent')).toBeNull()
  })
})

describe('after a page', () => {
  it('another one is read for half a minute, and then left to the next activity', () => {
    expect(readsOn('next', 0, readingTimeMs - 1)).toBe(true)
    expect(readsOn('next', 0, readingTimeMs)).toBe(false)
    expect(readingTimeMs).toBe(30_000)
  })

  it('nothing is read where it was the last', () => {
    expect(readsOn(null, 0, 0)).toBe(false)
  })
})

describe('the scopes of a connection', () => {
  const visible = [
    { scopeId: '1', key: 'PAY' },
    { scopeId: '2', key: 'WEB' },
  ]

  it('are all visible ones where none was chosen', () => {
    expect(chooseScopes([], visible)).toEqual({ scopes: visible, lostKeys: [] })
  })

  it('are the chosen ones, and those that are lost are named', () => {
    expect(chooseScopes(['WEB', 'OLD'], visible)).toEqual({
      scopes: visible.slice(1),
      lostKeys: ['OLD'],
    })
  })

  it('are those of a chosen team’s sub-teams too', () => {
    const cards = { scopeId: '3', key: 'CARD', above: ['1', 'PAY', 'Payments'] }
    const teams = [...visible, cards]
    expect(chooseScopes(['PAY'], teams).scopes).toEqual([visible[0], cards])
    expect(chooseScopes(['CARD'], teams).scopes).toEqual([cards])
    expect(chooseScopes(['Payments'], teams)).toEqual({ scopes: [], lostKeys: ['Payments'] })
  })
})
