import { whenParentDies } from './embedded/lifeline.ts'

/** Resolves at the first SIGTERM, SIGINT, or the death of the process that started us; a second signal ends at once. */
export function stopAsked(): Promise<string> {
  return new Promise((resolve) => {
    const stop = (reason: string): void => {
      resolve(reason)
      process.once('SIGINT', () => process.exit(130))
    }
    process.once('SIGTERM', () => stop('SIGTERM'))
    process.once('SIGINT', () => stop('SIGINT'))
    whenParentDies(() => stop('the end of its parent'))
  })
}
