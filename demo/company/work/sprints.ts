import { addDays, type LocalDate } from '../../../domain/instant.ts'
import type { CompanySprint } from '../../../fakes/company/records.ts'
import type { TeamStory } from '../story/story.ts'
import { habitsOn } from '../story/tracker-habits.ts'

const firstMonday: LocalDate = '2025-09-29'

/** Goals that make some names longer than the 30 characters that Jira's own form allows. */
const goals = [
  '',
  'fewer surprises for everyone',
  '',
  'what we promised in the last review',
  '',
  'small things first',
] as const

/** Two-week sprints (cycles on Linear) from the story's first Monday up to `today`; Mobile works without. */
export function sprintsOf(team: TeamStory, today: LocalDate): CompanySprint[] {
  if (team.teamId === 'mobile') return []
  const sprints: CompanySprint[] = []
  for (let from = firstMonday; from <= today; from = addDays(from, 14)) {
    const number = sprints.length + 1
    const goal = goals[number % goals.length] ?? ''
    const name = `${team.ticketPrefix} ${habitsOn(team.tracker).iterationName} ${number}`
    sprints.push({
      sprintId: `sprint-${team.teamId}-${number}`,
      teamId: team.teamId,
      name: goal === '' ? name : `${name}: ${goal}`,
      from,
      to: addDays(from, 14),
    })
  }
  return sprints
}
