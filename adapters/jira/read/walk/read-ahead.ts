import type { PageRequest, PageResult } from '../../../trackers/tracker.ts'

/** Reads one page, and passes on the next one's checkpoint as soon as it is known, before the page is complete. */
export type ReadPage = (
  request: PageRequest,
  signal: AbortSignal,
  onNextCheckpoint: (checkpoint: string | null) => void,
) => Promise<PageResult>

interface Reading {
  readonly key: string
  readonly request: PageRequest
  readonly result: Promise<PageResult>
  readonly next: Promise<string | null>
  readonly stop: AbortController
  /** The signal of the request that it was last read for. */
  stoppedBy: AbortSignal | undefined
}

/**
 * Reads the next pages together with the requested one, so that Jira's latency and the store's work overlap.
 *
 * A request for the next page's checkpoint gets that page; a request for another one aborts all that are read ahead. A page's failure
 * is thrown to the request for it, and it is read again for the next request.
 * @param pagesAhead how many to read ahead, asked before each: what bounds memory
 */
export function withReadAhead(
  read: ReadPage,
  pagesAhead: () => number,
): (request: PageRequest, signal?: AbortSignal) => Promise<PageResult> {
  let ahead: Reading[] = []

  function dropAhead(): void {
    for (const reading of ahead) reading.stop.abort()
    ahead = []
  }

  /** Begins the page after the last one that is read ahead, and those after it. */
  async function readOn(asked: Reading, signal: AbortSignal | undefined): Promise<void> {
    const last = ahead.at(-1) ?? asked
    const checkpoint = await last.next
    const goesOn = checkpoint !== null && !last.stop.signal.aborted && last === (ahead.at(-1) ?? asked)
    if (!goesOn || ahead.length >= pagesAhead()) return
    const reading = begin(read, { ...last.request, checkpoint })
    stopWith(reading, signal)
    ahead.push(reading)
    await readOn(asked, signal)
  }

  return async (request, signal) => {
    signal?.throwIfAborted()
    const key = JSON.stringify(request)
    const [first, ...rest] = ahead
    const known = first?.key === key ? first : null
    if (known === null) dropAhead()
    else ahead = rest
    const reading = known ?? begin(read, request)
    for (const each of [reading, ...ahead]) stopWith(each, signal)
    const begun = readOn(reading, signal)
    try {
      const result = await reading.result
      await Promise.race([begun, reading.next])
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
  return { key: JSON.stringify(request), request, result, next: next.promise, stop, stoppedBy: undefined }
}

/** Aborts a reading together with `signal`, as long as it runs. */
function stopWith(reading: Reading, signal: AbortSignal | undefined): void {
  if (signal === undefined || reading.stoppedBy === signal) return
  reading.stoppedBy = signal
  const stop = () => reading.stop.abort(signal.reason)
  const forget = () => signal.removeEventListener('abort', stop)
  signal.addEventListener('abort', stop, { once: true })
  reading.result.then(forget, forget)
}
