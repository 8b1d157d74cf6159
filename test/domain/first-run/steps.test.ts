import { expect, test } from 'vitest'
import { type FirstRunFacts, firstRunStanding } from '../../../domain/first-run/steps.ts'

const read = { isChosen: true, isRead: true, reading: 'finished' } as const
const unread = { isChosen: true, isRead: false, reading: null } as const
const nothing: FirstRunFacts = {
  connections: [],
  hasPlan: false,
  missingReaders: 0,
  hasFigures: false,
  isAnythingMailed: false,
}

test.each<[string, Partial<FirstRunFacts>, string]>([
  ['nothing', {}, 'connect next'],
  ['a connection', { connections: [{ ...unread, isChosen: false }] }, 'choose next'],
  ['chosen', { connections: [unread] }, 'read next'],
  ['being read', { connections: [{ ...unread, reading: 'running' }] }, 'read under way'],
  ['failed', { connections: [read, { ...unread, reading: 'failed' }] }, 'read failed'],
  ['read, and failed since', { connections: [{ ...read, reading: 'failed' as const }] }, 'plan next'],
  ['one of two read', { connections: [read, unread] }, 'read next'],
  ['a plan without readers', { connections: [read], hasPlan: true, missingReaders: 1 }, 'readers next'],
  ['a plan', { connections: [read], hasPlan: true }, 'preview next'],
  ['figures', { connections: [read], hasPlan: true, hasFigures: true }, 'mail next'],
])('%s: only the first step that is not done is to be done', (_, facts, expected) => {
  const steps = firstRunStanding({ ...nothing, ...facts })
  const open = steps.filter(({ state }) => state !== 'done' && state !== 'later')
  expect(open.map(({ step, state }) => `${step} ${state}`)).toEqual([expected])
})

test('nothing is left once all is done', () => {
  const facts = {
    connections: [read],
    hasPlan: true,
    missingReaders: 0,
    hasFigures: true,
    isAnythingMailed: true,
  }
  expect(firstRunStanding(facts).every(({ state }) => state === 'done')).toBe(true)
})
