import { describe, expect, it } from 'vitest'
import {
  contextDueBefore,
  partsOf,
  planReading,
  readingTimeMs,
  readsAsMuch,
  readsOn,
  type ScopeCursor,
  type SyncDepth,
} from '../../../domain/sync/reading.ts'
import { chooseScopes, lostScopesRefusal, renamedKeys } from '../../../domain/sync/scopes.ts'
import { failureOfUnopened } from '../../../domain/sync/unopened-run.ts'

const cursorAt = Date.parse('2026-06-12T16:00:00Z')

const [pay, web, app] = ['pay', 'web', 'app'].map((scopeId) => ({ scopeId })) as [
  { scopeId: string },
  { scopeId: string },
  { scopeId: string },
]
const nightlyCursorAt = Date.parse('2026-06-12T02:00:00Z')
const cursors = ['pay', 'web'].map((scopeId) => ({ scopeId, cursorAt, nightlyCursorAt }))
const at = (text: string) => Date.parse(text)

function sincesOf(depth: SyncDepth, scopes = [pay, web], known: readonly ScopeCursor[] = cursors) {
  return planReading(scopes, known, depth).scopes.map(({ changedSinceAt }) => changedSinceAt)
}

describe('a sync', () => {
  it('that is recent reads again from ten minutes before the last run on', () => {
    const since = at('2026-06-12T15:50:00Z')
    expect(sincesOf('recent')).toEqual([since, since])
    expect(planReading([pay, web], cursors, 'recent').kind).toBe('incremental')
  })

  it('that is nightly reads from a day before the last nightly one on, whatever ran since', () => {
    const since = at('2026-06-11T02:00:00Z')
    expect(sincesOf('nightly')).toEqual([since, since])
  })

  it('that is nightly reads further back where an admin set more', () => {
    const plan = planReading([pay], cursors, 'nightly', 48 * 3_600_000)
    expect(plan.scopes[0]?.changedSinceAt).toBe(at('2026-06-10T02:00:00Z'))
  })

  it('that is the first nightly one after recent ones reads from a day before the last of them on', () => {
    const known = [{ scopeId: 'pay', cursorAt, nightlyCursorAt: null }]
    expect(sincesOf('nightly', [pay], known)).toEqual([at('2026-06-11T16:00:00Z')])
  })

  it('that is full, or the first of its connection, reads everything', () => {
    expect(sincesOf('full')).toEqual([null, null])
    expect(planReading([pay, web], cursors, 'full').kind).toBe('full')
    expect(planReading([pay, web], [], 'recent').kind).toBe('full')
  })

  it('reads a scope whole that is new, or was out of sight, and of the others what changed', () => {
    const known = [...cursors, { scopeId: 'app', cursorAt: null, nightlyCursorAt: null }]
    const since = at('2026-06-12T15:50:00Z')
    expect(sincesOf('recent', [pay, app], cursors)).toEqual([since, null])
    expect(sincesOf('recent', [pay, app], known)).toEqual([since, null])
    expect(planReading([pay, app], known, 'recent').kind).toBe('incremental')
  })
})

describe('the parts of a run', () => {
  const changing = { ...pay, changedSinceAt: 20 }
  const earlier = { ...web, changedSinceAt: 10 }
  const whole = { ...app, changedSinceAt: null }

  it('are what changed, from the earliest time on, and what is read whole', () => {
    expect(partsOf([changing, whole, earlier])).toEqual([
      { scopes: [changing, earlier], changedSinceAt: 10 },
      { scopes: [whole], changedSinceAt: null },
    ])
  })

  it('are one where all are read alike', () => {
    expect(partsOf([whole])).toEqual([{ scopes: [whole], changedSinceAt: null }])
    expect(partsOf([changing])).toEqual([{ scopes: [changing], changedSinceAt: 20 }])
  })

  it('are never none', () => {
    expect(partsOf([])).toEqual([{ scopes: [], changedSinceAt: null }])
  })
})

describe('a run that was left unfinished', () => {
  it.each([
    ['recent', 'recent', true],
    ['recent', 'nightly', false],
    ['nightly', 'recent', true],
    ['nightly', 'full', false],
    ['full', 'nightly', true],
  ] as const)('of depth %s, when a %s one is asked for, is gone on with: %s', (unfinished, asked, goesOn) => {
    expect(readsAsMuch(unfinished, asked)).toBe(goesOn)
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

  it('follow their ids where their keys changed', () => {
    const known = [
      { scopeId: '1', key: 'PAY', absentSinceAt: null },
      { scopeId: '2', key: 'WEB', absentSinceAt: null },
    ]
    const now = [
      { scopeId: '1', key: 'CASH' },
      { scopeId: '2', key: 'WEB' },
    ]
    expect(renamedKeys(['PAY', 'WEB', 'NEW'], known, now)).toEqual(['CASH', 'WEB', 'NEW'])
    expect(renamedKeys(['WEB'], known, now)).toBeNull()
    expect(renamedKeys([], known, now)).toBeNull()
  })

  it('follow their ids also where another one has their old key now', () => {
    const known = [
      { scopeId: '7', key: 'PAY', absentSinceAt: 1 },
      { scopeId: '1', key: 'PAY', absentSinceAt: null },
    ]
    const now = [
      { scopeId: '1', key: 'CASH' },
      { scopeId: '3', key: 'PAY' },
    ]
    expect(renamedKeys(['PAY'], known, now)).toEqual(['CASH'])
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
