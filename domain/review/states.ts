/** Where a review stands. */
export const reviewStates = [
  'drafting',
  'open',
  'rebuilding',
  'awaiting approval',
  'sending',
  'sent',
  'cancelled',
] as const

export type ReviewState = (typeof reviewStates)[number]

/** What moves a review on. */
export const reviewEvents = [
  'drafted',
  'closed',
  'rebuilt',
  'rebuilt for approval',
  'rebuild asked',
  'approved',
  'mailed',
  'cancelled',
] as const

export type ReviewEvent = (typeof reviewEvents)[number]

/** Where each event leads from each state; what isn't here is refused. Once mails leave, nothing can be cancelled. */
export const transitions: Readonly<Record<ReviewState, Readonly<Partial<Record<ReviewEvent, ReviewState>>>>> =
  {
    drafting: { drafted: 'open', cancelled: 'cancelled' },
    open: { closed: 'rebuilding', cancelled: 'cancelled' },
    rebuilding: { rebuilt: 'sending', 'rebuilt for approval': 'awaiting approval', cancelled: 'cancelled' },
    'awaiting approval': { approved: 'sending', 'rebuild asked': 'rebuilding', cancelled: 'cancelled' },
    sending: { mailed: 'sent' },
    sent: {},
    cancelled: {},
  }

/** Where an event leads; null where it can't happen in this state. */
export function stateAfter(state: ReviewState, event: ReviewEvent): ReviewState | null {
  return transitions[state][event] ?? null
}

/** The states in which an event can happen: what a statement that records it has to find. */
export function statesBefore(event: ReviewEvent): ReviewState[] {
  return reviewStates.filter((state) => stateAfter(state, event) !== null)
}

/** The state to which an event leads, from wherever it can happen. */
export function stateOf(event: ReviewEvent): ReviewState {
  const [to, ...others] = new Set(reviewStates.flatMap((state) => stateAfter(state, event) ?? []))
  if (to === undefined || others.length > 0) throw new Error(`"${event}" leads to no single state`)
  return to
}

/** Whether a review is over: nothing leads on from there. */
export function isOver(state: ReviewState): boolean {
  return Object.keys(transitions[state]).length === 0
}

export const overStates: readonly ReviewState[] = reviewStates.filter(isOver)

/** Whether reviewers may answer. */
export function takesAnswers(state: ReviewState): boolean {
  return state === 'open'
}

/** Whether reviewers were asked and can answer no more: then silence is told as silence. */
export function isAnsweringOver(state: ReviewState): boolean {
  return ['rebuilding', 'awaiting approval', 'sending', 'sent'].includes(state)
}
