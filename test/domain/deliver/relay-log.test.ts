import { expect, test } from 'vitest'
import { entryThatSettles, type RelayLogEntry } from '../../../domain/deliver/relay-log.ts'

const claimedAt = Date.parse('2026-11-27T06:37:00.400Z')
const doubt = { recipientEmail: 'Ada@reader.example', claimedAt, wasHandedOverBefore: false }
const entry = (kind: RelayLogEntry['kind'], changes: Partial<RelayLogEntry> = {}): RelayLogEntry => ({
  ...{ kind, recipient: null, at: claimedAt, words: `it was ${kind}` },
  ...changes,
})

test('a log that has nothing of a mail settles nothing', () => {
  expect(entryThatSettles([], doubt)).toBeNull()
})

test('a return goes before a yes, and a yes before an earlier refusal; of equals the last counts', () => {
  const [refused, taken, again, returned] = [
    entry('refused'),
    entry('taken'),
    entry('taken', { words: 'and went on' }),
    entry('returned'),
  ]
  expect(entryThatSettles([refused], doubt)).toBe(refused)
  expect(entryThatSettles([refused, taken, again], doubt)).toBe(again)
  expect(entryThatSettles([refused, taken, returned, again], doubt)).toBe(returned)
})

test('what the log says of another recipient counts for nothing', () => {
  expect(entryThatSettles([entry('returned', { recipient: 'ben@reader.example' })], doubt)).toBeNull()
  const its = entry('returned', { recipient: 'ada@READER.example' })
  expect(entryThatSettles([its], doubt)).toBe(its)
})

test('an entry from before the attempt in doubt is of another one; the log’s clock has whole seconds', () => {
  const before = entry('taken', { at: claimedAt - 1_001 })
  expect(entryThatSettles([before], doubt)).toBeNull()
  const sameSecond = entry('taken', { at: Date.parse('2026-11-27T06:37:00Z') })
  expect(entryThatSettles([sameSecond], doubt)).toBe(sameSecond)
})

test('an entry without a time zone counts only where no earlier attempt can be meant', () => {
  const timeless = entry('taken', { at: null })
  expect(entryThatSettles([timeless], doubt)).toBe(timeless)
  expect(entryThatSettles([timeless], { ...doubt, wasHandedOverBefore: true })).toBeNull()
})
