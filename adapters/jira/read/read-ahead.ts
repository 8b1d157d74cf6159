import type { PageRequest, PageResult } from '../../trackers/tracker.ts'

/** Reads one page, and passes on the next one's checkpoint as soon as it is known, before the page is complete. */
export type ReadPage = (
  request: PageRequest,
  signal: AbortSignal,
  onNextCheckpoint: (checkpoint: string | null) => void,
) => Promise<PageResult>

interface Reading {
  readonly key: string
  readonly result: Promise<PageResult>
  readonly next: Promise<string | null>
  readonly stop: AbortController
}

/**
 * Reads the next page together with the requested one, so that Jira's latency and the store's work overlap.
 *
 * Only one page ahead, to bound memory. A request for its checkpoint gets that page; a request for another one aborts it.
 * Its failure is thrown to the request for it, and the page is read again for the next request.
 */
export function withReadAhead(
  read: ReadPage,
): (request: PageRequest, signal?: AbortSignal) => Promise<PageResult> {
  let ahead: Reading | null = null

  function dropAhead(): void {
    ahead?.stop.abort()
    ahead = null
  }

  return async (request, signal) => {
    signal?.throwIfAborted()
    const key = JSON.stringify(request)
    const known = ahead?.key === key ? ahead : null
    if (known === null) dropAhead()
    ahead = null
    const reading = known ?? begin(read, request)
    stopWith(reading, signal)
    const begun = reading.next.then((checkpoint) => {
      if (checkpoint === null || reading.stop.signal.aborted) return
      ahead = begin(read, { ...request, checkpoint })
      stopWith(ahead, signal)
    })
    try {
      const result = await reading.result
      await begun
      return result
    } catch (error) {
      dropAhead()
      throw error
    }
  }
}

function begin(read: ReadPage, request: PageRequest): Reading {
  const stop = new AbortController()
  const next = Promise.withResolvers<string | null>()
  const result = read(request, stop.signal, next.resolve)
  // The request for the page gets its failure; until then it must not count as an unhandled rejection.
  result.catch(() => next.resolve(null))
  return { key: JSON.stringify(request), result, next: next.promise, stop }
}

/** Aborts a reading together with `signal`, as long as it runs. */
function stopWith(reading: Reading, signal: AbortSignal | undefined): void {
  if (signal === undefined) return
  const stop = () => reading.stop.abort(signal.reason)
  const forget = () => signal.removeEventListener('abort', stop)
  signal.addEventListener('abort', stop, { once: true })
  reading.result.then(forget, forget)
}
