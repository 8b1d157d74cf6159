import type { TestProject } from 'vitest/node'
import { openServerDesk } from './server-desk.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test asks for a running server (see server-desk.ts). */
    serverDeskUrl: string
  }
}

/** Opens the desk before the first test file, and ends every server that it started after the last. */
export default async function openDesk(project: TestProject): Promise<() => Promise<void>> {
  const desk = await openServerDesk()
  project.provide('serverDeskUrl', desk.url)
  return desk.close
}
