/** How teams work with one kind of tracker, as far as the story depends on it. */
export interface TrackerHabits {
  /** What groups the tickets of an undertaking: an epic, which is a ticket itself, or a project. */
  readonly undertakingIs: 'epic' | 'project'
  /** What it calls an iteration. */
  readonly iterationName: string
  /** Urgent work arrives in a triage status of its own. */
  readonly hasTriage: boolean
  /** There are no ticket types: labels mark bugs, incidents and support. */
  readonly labelsKinds: boolean
  /** Finished tickets are archived after some weeks. */
  readonly archivesFinished: boolean
}

export type StoryTracker = keyof typeof habits

const habits = {
  jira: {
    undertakingIs: 'epic',
    iterationName: 'Sprint',
    hasTriage: false,
    labelsKinds: false,
    archivesFinished: false,
  },
  linear: {
    undertakingIs: 'project',
    iterationName: 'Cycle',
    hasTriage: true,
    labelsKinds: true,
    archivesFinished: true,
  },
} as const satisfies Readonly<Record<string, TrackerHabits>>

export function habitsOn(tracker: StoryTracker): TrackerHabits {
  return habits[tracker]
}
