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
          'Linear shows guests only the members of their teams: make the key as a member of the workspace',
        peopleScope: 'make a key with the permission Read, and connect again',
        ownEmail,
        peopleEmails,
      },
    },
    {
      kind: 'oauth',
      secretName: 'client secret',
      secretVariable: 'LINEAR_CLIENT_SECRET',
      needsEmail: false,
      oauth: async () => (await import('./oauth.ts')).linearOAuth,
      secretLifeDays: null,
      madeAt:
        'Register an OAuth application in Linear under Settings, API, OAuth applications, and sign in through it.',
      rights: [
        'Give it the callback URL. Only the scope read is asked for.',
        'It sees the teams that the person who signs in sees.',
      ],
      remedies: {
        peopleRight:
          'Linear shows guests only the members of their teams: let a member of the workspace sign in',
        peopleScope: 'sign in again, and allow the scope read',
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
      madeAt: 'A program of yours makes it. Unlike an OAuth sign-in, it is not renewed.',
      rights: ['It needs the scope read.', 'It sees the teams that the person who allowed it sees.'],
      remedies: {
        peopleRight:
          'Linear shows guests only the members of their teams: let a member of the workspace allow the application',
        peopleScope: 'let the application be allowed anew with the scope read, and connect again',
        ownEmail,
        peopleEmails,
      },
    },
  ],
  hooks: {
    secretFrom: 'tracker',
    setUp: [
      'As an admin of the workspace, make a webhook under Settings, API, Webhooks, with the address that Plumbline shows, for Issues and Comments of all public teams.',
      'Linear makes the secret itself: copy it, and save it on the connection\'s page or with "plumbline connections hooks NAME --given-secret".',
    ],
    async read(request, secret, nowAt) {
      return (await import('./hooks.ts')).readHook(request, secret, nowAt)
    },
  },
  examples: ['--name linear', '--name linear --teams ENG,OPS', '--name linear --oauth --client-id CLIENT-ID'],
  async open({ connectionId, baseUrl, signInKind, secret, accessTokens, ...options }) {
    if (accessTokens === undefined) {
      const { requireOwnSecret } = await import('../trackers/own-secret.ts')
      requireOwnSecret('linear', 'Linear', secret)
    }
    const { createLinearTracker } = await import('./tracker.ts')
    const { limiter, now, sleep, maxResponseBytes } = options
    const ofSecret =
      signInKind === 'api_key'
        ? { kind: 'api_key' as const, apiKey: secret }
        : { kind: 'bearer' as const, token: secret }
    const auth = accessTokens === undefined ? ofSecret : { kind: 'oauth' as const, tokens: accessTokens }
    const size = maxResponseBytes === undefined ? {} : { maxResponseBytes }
    return createLinearTracker({ connectionId, apiUrl: baseUrl, auth, limiter, now, sleep, ...size })
  },
}
