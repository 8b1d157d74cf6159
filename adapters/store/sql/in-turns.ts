import { setImmediate } from 'node:timers/promises'
import type { Queryable } from './session.ts'

/**
 * Results come one in each turn of the event loop, in the order in which they arrived. Else twenty visitors whose results arrive
 * together would all be answered in one piece, and nothing else would run meanwhile.
 */
export function inTurns(on: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve()
  return {
    async query(sql, values) {
      const result = await on.query(sql, values)
      last = last.then(() => setImmediate())
      await last
      return result
    },
  }
}
