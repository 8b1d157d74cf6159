import { describe, expect, it } from 'vitest'
import { contextDueBefore, planReading, readingTimeMs, readsOn } from '../../../domain/sync/reading.ts'
import { chooseScopes, lostScopesRefusal } from '../../../domain/sync/scopes.ts'
import { failureOfUnopened } from '../../../domain/sync/unopened-run.ts'

const cursorAt = Date.parse('2026-06-12T16:00:00Z')

describe('a sync', () => {
  it.each([
    ['recent', '2026-06-12T15:50:00Z'],
    ['nightly', '2026-06-11T16:00:00Z'],
  ] as const)('that is %s reads again from %s on', (depth, since) => {
    expect(planReading(cursorAt, depth)).toEqual({ kind: 'incremental', changedSinceAt: Date.parse(since) })
  })

  it('that is full, or the first of its connection, reads everything', () => {
    const everything = { kind: 'full', changedSinceAt: null }
    expect(planReading(cursorAt, 'full')).toEqual(everything)
    expect(planReading(null, 'recent')).toEqual(everything)
  })
})

describe('context', () => {
  it('is due after a day, and in a full run where it was read before that began', () => {
    const openedAt = Date.parse('2026-06-12T15:00:00Z')
    const nowAt = Date.parse('2026-06-12T16:00:00Z')
    expect(contextDueBefore({ kind: 'incremental', openedAt }, nowAt)).toBe(
      Date.parse('2026-06-11T16:00:00Z'),
    )
    expect(contextDueBefore({ kind: 'full', openedAt }, nowAt)).toBe(openedAt)
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
  const visible = [{ key: 'PAY' }, { key: 'WEB' }]

  it('are all visible ones where none was chosen', () => {
    expect(chooseScopes([], visible)).toEqual({ kind: 'chosen', scopes: visible })
  })

  it('are the chosen ones', () => {
    expect(chooseScopes(['WEB'], visible)).toEqual({ kind: 'chosen', scopes: [{ key: 'WEB' }] })
  })

  it('are lost where one that was chosen is not visible', () => {
    expect(chooseScopes(['WEB', 'OLD', 'GONE'], visible)).toEqual({ kind: 'lost', lostKeys: ['OLD', 'GONE'] })
  })

  it('are named when they are lost, with what to do', () => {
    expect(lostScopesRefusal('Jira', ['OLD', 'GONE'], 'Ada')).toBe(
      'Jira no longer sees OLD, GONE: give Ada access again, or connect without it',
    )
  })
})

describe('of a run that could not be opened', () => {
  const failure = (name: string) => Object.assign(new Error('why'), { name })

  it('a failure for good is kept', () => {
    expect(failureOfUnopened(failure('TrackerAuthError'))).toBe('why')
  })

  it.each(['TrackerUnavailableError', 'TrackerLimitError', 'SchemaMismatch', 'TypeError'])(
    'a failure that is tried again, or a bug, is not: %s',
    (name) => {
      expect(failureOfUnopened(failure(name))).toBeNull()
    },
  )

  it('what is no error is not', () => {
    expect(failureOfUnopened('TrackerAuthError')).toBeNull()
  })
})
