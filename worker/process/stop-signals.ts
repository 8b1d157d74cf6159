import { onParentExit } from '../../embedded/process/parent-exit.ts'

/**
 * Resolves at the first SIGTERM or SIGINT, or when the process that started us has ended. A second Ctrl-C ends at once; a
 * second SIGTERM changes nothing, so that a service manager that repeats it doesn't cut an orderly end short.
 */
export function stopRequested(): Promise<string> {
  return new Promise((resolve) => {
    let interrupts = 0
    process.on('SIGTERM', () => resolve('SIGTERM'))
    process.on('SIGINT', () => {
      interrupts += 1
      if (interrupts > 1) process.exit(130)
      resolve('SIGINT')
    })
    onParentExit(() => resolve('the end of its parent'))
  })
}
