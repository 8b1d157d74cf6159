import type { ScopeReconciliation } from '../dataset/scope.ts'

/** Misalignment below this is within the error of measurement. */
export const leastMisalignmentShare = 0.03

/** Whether the time surely went where it was planned: every category is on plan, and next to nothing went elsewhere. */
export function isAligned({
  headline,
  misalignmentShare,
}: Pick<ScopeReconciliation, 'headline' | 'misalignmentShare'>): boolean {
  return (
    headline.kind === 'on_plan' && misalignmentShare !== null && misalignmentShare < leastMisalignmentShare
  )
}
