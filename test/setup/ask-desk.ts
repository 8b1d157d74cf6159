import { inject } from 'vitest'

/** Where a server of this test run can be reached; starts it if this is the first asking. */
export async function askDesk(server: 'postgres' | 'postgres-folder' | 'temporal'): Promise<string> {
  const answer = await fetch(`${inject('serverDeskUrl')}/${server}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`The test run's ${server} could not be started: ${text}`)
  return text
}
