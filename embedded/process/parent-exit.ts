import { Socket } from 'node:net'

/**
 * Calls back once when the set-up process that started us (setup/setup.mjs) is gone, even after kill -9.
 * Does nothing when we were started in another way, and doesn't keep our own process alive.
 * The set-up process holds the other end of the pipe whose number it names in `PLUMBLINE_PARENT_PIPE`: a handshake
 * between the two and no setting, so it is read here; processes that we start don't inherit it.
 */
export function onParentExit(callback: () => void): void {
  const descriptor = process.env['PLUMBLINE_PARENT_PIPE']
  delete process.env['PLUMBLINE_PARENT_PIPE']
  if (descriptor === undefined) return
  const parentPipe = new Socket({ fd: Number(descriptor), readable: true, writable: true })
  // An error tells the same as the end: the other side is gone. 'close' follows both.
  parentPipe.on('error', () => undefined)
  parentPipe.once('close', () => callback())
  parentPipe.resume()
  // Tells the set-up process that it may ask us to end by closing the pipe, and need not send signals.
  parentPipe.write('watching')
  parentPipe.unref()
}
