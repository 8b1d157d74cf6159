import { setImmediate } from 'node:timers'
import { expect, test } from 'vitest'
import { inTurns } from '../../../../adapters/store/sql/in-turns.ts'

test('results that arrive together are taken one in each turn, in their order', async () => {
  const on = inTurns({ query: (sql) => Promise.resolve({ rows: [{ sql }], rowCount: 1 }) })
  let turn = 0
  let isOver = false
  const count = () => {
    turn += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const taken = await Promise.all(
    ['a', 'b', 'c'].map(async (sql) => {
      await on.query(sql)
      return { sql, turn }
    }),
  )
  isOver = true
  expect(taken.map(({ sql }) => sql)).toEqual(['a', 'b', 'c'])
  expect(new Set(taken.map((each) => each.turn)).size).toBe(3)
})

test('a failure comes out as it is, and holds nobody up', async () => {
  const failure = new Error('no such table')
  const on = inTurns({
    query: (sql) => (sql === 'bad' ? Promise.reject(failure) : Promise.resolve({ rows: [], rowCount: 0 })),
  })
  await expect(on.query('bad')).rejects.toBe(failure)
  await expect(on.query('good')).resolves.toEqual({ rows: [], rowCount: 0 })
})
