import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Instant } from '../domain/instant.ts'
import { demoNowAt } from './company/story/now.ts'

const keepEveryMs = 1_000

/** The demo's own time: it runs on as time does, and is moved where days would have to be waited for. */
export interface DemoClock {
  readonly now: () => Instant
  /** Moves it on; never back. */
  moveTo(at: Instant): void
  close(): void
}

/**
 * Starts at the company's today, or where the last demo of the folder stopped: what that one authorised and queued isn't due before.
 * @param file where the time is kept
 */
export function demoClock(file: string): DemoClock {
  const keptAt = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  let startsAt = Math.max(demoNowAt, keptAt > 0 ? keptAt + 2 * keepEveryMs : 0)
  const startedAt = performance.now()
  const now = (): Instant => Math.round(startsAt + performance.now() - startedAt)
  const keep = (): void => {
    writeFileSync(`${file}.half`, String(now()), { mode: 0o600 })
    renameSync(`${file}.half`, file)
  }
  keep()
  const timer = setInterval(keep, keepEveryMs)
  return {
    now,
    moveTo(at) {
      startsAt += Math.max(0, at - now())
      keep()
    },
    close() {
      clearInterval(timer)
      keep()
    },
  }
}
