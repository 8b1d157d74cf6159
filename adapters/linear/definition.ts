import type { TrackerDefinition } from '../trackers/definition.ts'

const secretVariable = 'LINEAR_API_KEY'

const ownEmail = 'the accounts of applications have none; a plan names none of them'
const peopleEmails =
  "Linear shows them to members of the workspace, not to every application; the plan's accounts stand in"

export const linear: TrackerDefinition = {
  kind: 'linear',
  label: 'Linear',
  connects: 'a Linear workspace',
  scopeNoun: { singular: 'team', plural: 'teams' },
  address: {
    defaultUrl: 'https://api.linear.app/graphql',
    help: 'the GraphQL endpoint, or the address of a workspace or team',
    understand: async (text) => (await import('./address.ts')).understandAddress(text),
  },
  signIns: [
    {
      kind: 'api_key',
      secretName: 'API key',
      secretVariable,
      needsEmail: false,
      secretLifeDays: null,
      madeAt: 'Make one in Linear under Settings, Security & access, Personal API keys.',
      rights: [
        'It needs the permission Read, and access to the teams to be read.',
        'It sees private teams only where its owner is a member.',
      ],
      remedies: {
        peopleRight:
          "Linear shows guests their teams' members alone: make the key as a member of the workspace",
        peopleScope: 'make a key with the permission Read, and connect again',
        ownEmail,
        peopleEmails,
      },
    },
    {
      kind: 'bearer',
      secretName: 'bearer token',
      secretVariable,
      needsEmail: false,
      secretLifeDays: null,
      madeAt: 'An OAuth application of your workspace makes it.',
      rights: ['It needs the scope read.', 'It sees the teams that the person who allowed it sees.'],
      remedies: {
        peopleRight:
          "Linear shows guests their teams' members alone: let a member of the workspace allow the application",
        peopleScope: 'let the application be allowed anew with the scope read, and connect again',
        ownEmail,
        peopleEmails,
      },
    },
  ],
  examples: ['--name linear', '--name linear --teams ENG,OPS'],
  async open({ connectionId, baseUrl, signInKind, secret, limiter, now, sleep, maxResponseBytes }) {
    const { createLinearTracker } = await import('./tracker.ts')
    const auth =
      signInKind === 'api_key'
        ? { kind: 'api_key' as const, apiKey: secret }
        : { kind: 'bearer' as const, token: secret }
    const size = maxResponseBytes === undefined ? {} : { maxResponseBytes }
    return createLinearTracker({ connectionId, apiUrl: baseUrl, auth, limiter, now, sleep, ...size })
  },
}
