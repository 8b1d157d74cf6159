/** Temporal appends the time to the id of a workflow that a schedule starts: `drift-2026-06-10T06:00:00Z`. */
const scheduleTime = /-\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

/** A workflow's id as its schedule names it; other ids stay as they are. */
export function withoutScheduleTime(workflowId: string): string {
  return workflowId.replace(scheduleTime, '')
}
