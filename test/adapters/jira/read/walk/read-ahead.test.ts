import { describe, expect, test } from 'vitest'
import { type ReadPage, withReadAhead } from '../../../../../adapters/jira/read/walk/read-ahead.ts'
import { emptyPage, type PageRequest, type PageResult } from '../../../../../adapters/trackers/tracker.ts'

function at(checkpoint: string | null): PageRequest {
  return { scopes: [], changedSinceAt: null, checkpoint }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Pages 0, 1, 2 … without end; each waits until it is let through. */
function endlessPages() {
  const begun: string[] = []
  const stopped: string[] = []
  const gates = new Map<string, PromiseWithResolvers<void>>()
  const read: ReadPage = async (request, signal, onNextCheckpoint) => {
    const name = request.checkpoint ?? '0'
    begun.push(name)
    signal.addEventListener('abort', () => stopped.push(name))
    const next = String(Number(name) + 1)
    onNextCheckpoint(next)
    const gate = Promise.withResolvers<void>()
    gates.set(name, gate)
    signal.addEventListener('abort', () => gate.reject(signal.reason))
    await gate.promise
    return { page: emptyPage, checkpoint: next } satisfies PageResult
  }
  const letThrough = async (name: string) => {
    await settled()
    gates.get(name)?.resolve()
  }
  const fail = async (name: string) => {
    await settled()
    gates.get(name)?.reject(new Error(`page ${name} failed`))
  }
  return { read, begun, stopped, letThrough, fail }
}

describe('reading ahead', () => {
  test('begins the next page beside the one asked for, and no more than that', async () => {
    const pages = endlessPages()
    const readPage = withReadAhead(pages.read, () => 1)
    const first = readPage(at(null))
    await settled()
    expect(pages.begun).toEqual(['0', '1'])
    await pages.letThrough('1')
    await pages.letThrough('0')
    expect(await first).toEqual({ page: emptyPage, checkpoint: '1' })
    await settled()
    expect(pages.begun).toEqual(['0', '1'])
    expect(await readPage(at('1'))).toEqual({ page: emptyPage, checkpoint: '2' })
    await settled()
    expect(pages.begun).toEqual(['0', '1', '2'])
  })

  test('begins as many pages as it may, and one more with each that is asked for', async () => {
    const pages = endlessPages()
    const readPage = withReadAhead(pages.read, () => 3)
    const first = readPage(at(null))
    await settled()
    expect(pages.begun).toEqual(['0', '1', '2', '3'])
    await pages.letThrough('0')
    await first
    const second = readPage(at('1'))
    await settled()
    expect(pages.begun).toEqual(['0', '1', '2', '3', '4'])
    await pages.letThrough('1')
    expect(await second).toEqual({ page: emptyPage, checkpoint: '2' })
  })

  test('goes on with what it has where it may read less ahead than before', async () => {
    const pages = endlessPages()
    let most = 2
    const readPage = withReadAhead(pages.read, () => most)
    const first = readPage(at(null))
    await pages.letThrough('0')
    await first
    most = 1
    const second = readPage(at('1'))
    await pages.letThrough('1')
    await second
    expect(pages.begun).toEqual(['0', '1', '2'])
    expect(pages.stopped).toEqual([])
  })

  test.each([
    { most: 1, stopped: ['1'] },
    { most: 2, stopped: ['1', '2'] },
  ])(
    'stops what it reads ahead, $most at most, when another page is asked for',
    async ({ most, stopped }) => {
      const pages = endlessPages()
      const readPage = withReadAhead(pages.read, () => most)
      const first = readPage(at(null))
      await pages.letThrough('0')
      await first
      const other = readPage(at('7'))
      await pages.letThrough('7')
      await other
      expect(pages.stopped).toEqual(stopped)
    },
  )

  test('an abort stops both, with its own reason', async () => {
    const pages = endlessPages()
    const stop = new AbortController()
    const reading = withReadAhead(pages.read, () => 1)(at(null), stop.signal)
    await settled()
    stop.abort(new Error('the worker stops'))
    await expect(reading).rejects.toThrow('the worker stops')
    expect(pages.stopped.toSorted()).toEqual(['0', '1'])
  })

  test('a failure ahead is thrown to who asks for that page, and read anew after', async () => {
    const pages = endlessPages()
    const readPage = withReadAhead(pages.read, () => 1)
    const first = readPage(at(null))
    await pages.fail('1')
    await pages.letThrough('0')
    await first
    await expect(readPage(at('1'))).rejects.toThrow('page 1 failed')
    const again = readPage(at('1'))
    await pages.letThrough('1')
    expect(await again).toEqual({ page: emptyPage, checkpoint: '2' })
  })
})
