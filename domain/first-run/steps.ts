/** The steps from nothing to a first mail, in their order. */
export const firstRunSteps = ['connect', 'choose', 'read', 'plan', 'readers', 'preview', 'mail'] as const

export type FirstRunStep = (typeof firstRunSteps)[number]

/** One connection, as far as the first steps are concerned. */
export interface ConnectionStart {
  /** Whether somebody chose what it reads, or it was read already. */
  readonly isChosen: boolean
  readonly isRead: boolean
  /** Its latest reading; null before the first. */
  readonly reading: 'running' | 'finished' | 'failed' | null
}

/** What the steps follow from. */
export interface FirstRunFacts {
  readonly connections: readonly ConnectionStart[]
  readonly hasPlan: boolean
  /** Teams and audiences that nobody reads for. */
  readonly missingReaders: number
  /** Whether the running quarter has figures, of which drafts are made. */
  readonly hasFigures: boolean
  readonly isAnythingMailed: boolean
}

export interface StepStanding {
  readonly step: FirstRunStep
  readonly state: 'done' | 'next' | 'under way' | 'failed' | 'later'
}

/**
 * How far a company has come. Only the first step that isn't done is to be done next: it is `under way` while trackers are read, and
 * `failed` where that failed.
 */
export function firstRunStanding(facts: FirstRunFacts): StepStanding[] {
  const first = firstRunSteps.find((step) => !isDone(step, facts))
  return firstRunSteps.map((step) => {
    if (isDone(step, facts)) return { step, state: 'done' }
    if (step !== first) return { step, state: 'later' }
    return { step, state: step === 'read' ? readingState(facts) : 'next' }
  })
}

function isDone(step: FirstRunStep, facts: FirstRunFacts): boolean {
  const { connections, hasPlan, missingReaders, hasFigures, isAnythingMailed } = facts
  switch (step) {
    case 'connect':
      return connections.length > 0
    case 'choose':
      return connections.length > 0 && connections.every(({ isChosen }) => isChosen)
    case 'read':
      return connections.length > 0 && connections.every(({ isRead }) => isRead)
    case 'plan':
      return hasPlan
    case 'readers':
      return hasPlan && missingReaders === 0
    case 'preview':
      return hasFigures
    case 'mail':
      return isAnythingMailed
  }
}

function readingState({ connections }: FirstRunFacts): 'next' | 'under way' | 'failed' {
  const unread = connections.filter(({ isRead }) => !isRead)
  if (unread.some(({ reading }) => reading === 'failed')) return 'failed'
  return unread.some(({ reading }) => reading === 'running') ? 'under way' : 'next'
}
