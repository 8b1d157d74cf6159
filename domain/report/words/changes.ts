import type { ChangeCause } from '../../reconcile/dataset/change.ts'

/** A cause of changed figures within a sentence: "late edits (+5)". */
export const causePhrases: Readonly<Record<ChangeCause, string>> = {
  method: 'another version of the formula',
  read_late: 'what was read only after the mail',
  late_edits: 'late edits',
  moved: 'moves between projects or teams',
  reparented: 'new parents',
  tickets: 'tickets that are new or gone',
  plan: 'the plan',
  rules: 'the rules',
  overrides: 'people’s overrides',
  rest: 'everything else',
}
