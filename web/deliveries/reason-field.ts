import { longestReason } from '../../domain/deliver/settlement.ts'
import { field } from '../page/form/field.ts'
import type { FormProblem } from '../page/form/problems.ts'
import { type Html, html } from '../page/html.ts'

/** A form with a reason that was not taken. */
export interface RefusedReason {
  /** The id of its reason's control. */
  readonly reasonId: string
  readonly because: string
  readonly problems: readonly FormProblem[]
}

interface Reason {
  readonly id: string
  readonly label: string
  /** Whichever form of the page was refused; null where none was. */
  readonly refused: RefusedReason | null
}

/** Where somebody says why; what was refused there stands there again. */
export function reasonField({ id, label, refused }: Reason): Html {
  const own = refused?.reasonId === id ? refused : null
  return field(
    { name: 'because', id, label, problems: own?.problems ?? [] },
    (attributes) =>
      html`<textarea${attributes} rows="2" required maxlength="${longestReason}">${own?.because ?? ''}</textarea>`,
  )
}
