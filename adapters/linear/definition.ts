import type { TrackerDefinition } from '../trackers/definition.ts'

const secretVariable = 'LINEAR_API_KEY'

export const linear: TrackerDefinition = {
  kind: 'linear',
  label: 'Linear',
  connects: 'a Linear workspace',
  scopeNoun: { singular: 'team', plural: 'teams' },
  address: { defaultUrl: 'https://api.linear.app/graphql', help: 'the GraphQL endpoint' },
  signIns: [
    { kind: 'api_key', secretName: 'API key', secretVariable, needsEmail: false, secretLifeDays: null },
    { kind: 'bearer', secretName: 'bearer token', secretVariable, needsEmail: false, secretLifeDays: null },
  ],
  secretHelp:
    'Create one in Linear under Settings, Security & access, Personal API keys. It needs read access only.',
  examples: ['--name linear', '--name linear --teams ENG,OPS'],
  async open({ connectionId, baseUrl, signInKind, secret, limiter, now, sleep }) {
    const { createLinearTracker } = await import('./tracker.ts')
    const auth =
      signInKind === 'api_key'
        ? { kind: 'api_key' as const, apiKey: secret }
        : { kind: 'bearer' as const, token: secret }
    return createLinearTracker({ connectionId, apiUrl: baseUrl, auth, limiter, now, sleep })
  },
}
