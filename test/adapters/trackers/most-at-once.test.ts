import { expect, test } from 'vitest'
import { MostAtOnce } from '../../../adapters/trackers/most-at-once.ts'

function answer(most: MostAtOnce, times: number): void {
  for (let time = 0; time < times; time += 1) most.answered(most.current)
}

test('a failure halves what is asked for, and four answers of that size double it', () => {
  const most = new MostAtOnce()
  expect(most.current).toBe(Number.POSITIVE_INFINITY)
  most.failed(100)
  expect(most.current).toBe(50)
  answer(most, 3)
  expect(most.current).toBe(50)
  answer(most, 1)
  expect(most.current).toBe(100)
})

test('a size that fails again is tried ever more rarely', () => {
  const most = new MostAtOnce()
  most.failed(100)
  for (const answers of [4, 16, 64]) {
    answer(most, answers - 1)
    expect(most.current).toBe(50)
    answer(most, 1)
    expect(most.current).toBe(100)
    most.failed(100)
  }
  expect(most.current).toBe(50)
})

test('a failure after the larger size answered says nothing against trying it again', () => {
  const most = new MostAtOnce()
  most.failed(100)
  answer(most, 5)
  most.failed(100)
  answer(most, 4)
  expect(most.current).toBe(100)
})

test('several that fail side by side count once, and fewer than are asked for at most tell nothing', () => {
  const most = new MostAtOnce()
  for (const records of [100, 100, 100]) most.failed(records)
  expect(most.current).toBe(50)
  for (let time = 0; time < 20; time += 1) most.answered(49)
  expect(most.current).toBe(50)
  most.failed(1)
  expect(most.current).toBe(1)
})

test('a failure that is told after the size grew again is none of that size', () => {
  const most = new MostAtOnce()
  const [tell, tellLate] = [most.failuresFromNow(), most.failuresFromNow()]
  tell(100)
  answer(most, 4)
  tellLate(100)
  expect(most.current).toBe(100)
})
