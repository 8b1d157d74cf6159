import { askDesk } from './ask-desk.ts'

/**
 * The `host:port` of the test run's Temporal server, namespace `default`.
 * All test files share it: give task queues, workflows and schedules names of their own.
 */
export function testTemporalAddress(): Promise<string> {
  return askDesk('temporal')
}
