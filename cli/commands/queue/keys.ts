import { InterruptedError } from '../../frame/errors.ts'

const interrupt = '\u0003'
const endOfInput = '\u0004'

/** Reads single keys from a terminal in raw mode, in which Ctrl-C is a key like others. */
export function readKeys(signal: AbortSignal): () => Promise<string> {
  const { stdin } = process
  return () =>
    new Promise<string>((resolve, reject) => {
      const finish = (end: () => void): void => {
        stdin.off('data', take)
        signal.removeEventListener('abort', stop)
        stdin.setRawMode(false)
        stdin.pause()
        end()
      }
      const stop = (): void => finish(() => reject(new InterruptedError()))
      const take = (chunk: string): void => {
        if (chunk.includes(interrupt)) stop()
        else finish(() => resolve(chunk.includes(endOfInput) ? 'q' : chunk.slice(0, 1)))
      }
      stdin.setRawMode(true)
      stdin.setEncoding('utf8')
      stdin.resume()
      stdin.on('data', take)
      signal.addEventListener('abort', stop)
    })
}
