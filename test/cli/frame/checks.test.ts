import { describe, expect, it } from 'vitest'
import { checkAsOf } from '../../../cli/frame/checks.ts'
import { readAsOf } from '../../../cli/output/when.ts'

const nowAt = Date.parse('2026-05-04T10:00:00.000Z')

describe('--as-of', () => {
  it.each(['2026-05-03', '2026-05-04', '2026-05-04T10:00:00Z', undefined])('may be %s', (text) => {
    expect(() => checkAsOf(text === undefined ? undefined : readAsOf(text), nowAt)).not.toThrow()
  })

  it.each(['2026-05-05', '2026-05-04T10:00:01Z', '2026-05-04T23:59:59Z'])('is refused for %s', (text) => {
    expect(() => checkAsOf(readAsOf(text), nowAt)).toThrow(/is in the future \(now: 2026-05-04T10:00/)
  })
})
