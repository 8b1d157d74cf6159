import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoClock } from '../../demo/clock.ts'
import { demoNowAt } from '../../demo/company/story/now.ts'
import { makeTestFolder } from '../setup/test-folder.ts'

let file: string

beforeEach(() => {
  file = join(makeTestFolder(), 'clock')
})

afterEach(() => rmSync(join(file, '..'), { recursive: true }))

const later = demoNowAt + 5 * 86_400_000

test("the demo's clock starts at the company's today, is moved on, and never back", () => {
  const clock = demoClock(file)
  expect(clock.now()).toBeGreaterThanOrEqual(demoNowAt)
  expect(clock.now()).toBeLessThan(later)
  clock.moveTo(later)
  clock.moveTo(demoNowAt)
  expect(clock.now()).toBeGreaterThanOrEqual(later)
  clock.close()
})

test('a demo that goes on is nowhere before the last one, also where that one was killed', () => {
  const first = demoClock(file)
  first.moveTo(later)
  const stoppedAt = first.now()
  first.close()
  const second = demoClock(file)
  expect(second.now()).toBeGreaterThan(stoppedAt)
  second.close()
})

test('a time that was not written whole is no time', () => {
  for (const text of ['', '1781', 'x']) {
    writeFileSync(file, text)
    const clock = demoClock(file)
    expect(clock.now()).toBeGreaterThanOrEqual(demoNowAt)
    expect(clock.now()).toBeLessThan(later)
    clock.close()
  }
})
