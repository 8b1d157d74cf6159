import { whenParentDies } from '../embedded/process/lifeline.ts'

/**
 * Resolves at the first SIGTERM or SIGINT, or at the death of the process that started us. A second Ctrl-C ends at once; a second
 * SIGTERM changes nothing, so that an impatient supervisor doesn't cut an orderly end short.
 */
export function stopAsked(): Promise<string> {
  return new Promise((resolve) => {
    let interrupts = 0
    process.on('SIGTERM', () => resolve('SIGTERM'))
    process.on('SIGINT', () => {
      interrupts += 1
      if (interrupts > 1) process.exit(130)
      resolve('SIGINT')
    })
    whenParentDies(() => resolve('the end of its parent'))
  })
}
