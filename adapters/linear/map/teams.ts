import type { TrackerScope } from '../../trackers/tracker.ts'
import type { TeamNode } from './schemas.ts'

/** Teams as scopes, each with the teams above it; one whose parent isn't seen is on top, and a cycle ends the walk. */
export function scopesOf(teams: readonly TeamNode[]): TrackerScope[] {
  const byId = new Map(teams.map((team) => [team.id, team]))
  return teams.map((team) => {
    const line = [team]
    for (const each of line) {
      const parent = byId.get(each.parent?.id ?? '')
      if (parent !== undefined && !line.includes(parent)) line.push(parent)
    }
    const above = line.slice(1).flatMap(({ id, key, name }) => [id, key, name])
    return { scopeId: team.id, key: team.key, name: team.name, above }
  })
}
