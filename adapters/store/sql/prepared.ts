import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Queryable } from './session.ts'

/**
 * Runs single statements that come again and again: the server parses and plans each once for a session, where planning costs as much
 * as the rows that it touches. Sessions are our own (`requireOwnSessions`), so that they keep what has a name. Should a pooler hand
 * them on all the same, it shows before anything has run: the statement runs without a name then, as does each one after it. A name
 * is made of the text, so that nobody's other statement can bear it.
 */
export function preparing(pool: pg.Pool): Queryable {
  let isNaming = true
  const known = new Map<string, { readonly digest: string; uses: number }>()

  /** A plan is made for tables of their size at the time: another name, and with it another plan, once they may have twice as many rows. */
  function nameOf(sql: string): string {
    const one = known.get(sql) ?? { digest: digestOf(sql), uses: 0 }
    known.set(sql, one)
    one.uses += 1
    return `${one.digest}_${Math.floor(Math.log2(one.uses))}`
  }

  return {
    async query(sql, values = []) {
      if (!isNaming) return await pool.query(sql, values)
      try {
        return await pool.query({ name: nameOf(sql), text: sql, values })
      } catch (error) {
        if (!isOfName(error)) throw error
        isNaming = false
        return await pool.query(sql, values)
      }
    },
  }
}

/** Of 32 characters: PostgreSQL cuts names after 63. */
function digestOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex').slice(0, 32)
}

/** Unknown in this session, known from somebody else's use of it, or planned before a migration. Nothing has run then. */
const codesOfNames: readonly unknown[] = ['26000', '42P05', '0A000']

function isOfName(error: unknown): boolean {
  return error instanceof pg.DatabaseError && codesOfNames.includes(error.code)
}
