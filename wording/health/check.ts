import type { Instant } from '../../domain/instant.ts'

/** When a check is made, and for whom. */
export interface Asked {
  readonly nowAt: Instant
  /** Of who reads it. */
  readonly timeZone: string
}

/** The result of one check. */
export interface Check {
  readonly part: string
  readonly state: 'ok' | 'warning' | 'problem'
  /** The finding, and what to do if something is wrong. */
  readonly words: string
}

export function ok(part: string, words: string): Check {
  return { part, state: 'ok', words }
}

export function warning(part: string, words: string): Check {
  return { part, state: 'warning', words }
}

export function problem(part: string, words: string): Check {
  return { part, state: 'problem', words }
}
