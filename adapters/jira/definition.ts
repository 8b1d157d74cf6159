import type { TrackerDefinition } from '../trackers/definition.ts'

const secretVariable = 'JIRA_API_TOKEN'

export const jira: TrackerDefinition = {
  kind: 'jira',
  label: 'Jira',
  connects: 'a Jira Cloud site',
  scopeNoun: { singular: 'project', plural: 'projects' },
  address: {
    defaultUrl: null,
    help: 'https://example.atlassian.net, the address of a board, or the gateway for scoped tokens',
    understand: async (text) => (await import('./address.ts')).understandAddress(text),
  },
  signIns: [
    {
      kind: 'api_token',
      secretName: 'API token',
      secretVariable,
      needsEmail: true,
      // Atlassian's API tokens expire after a year at most.
      secretLifeDays: 365,
      madeAt:
        'Make one at https://id.atlassian.com/manage-profile/security/api-tokens, signed in as the account.',
      rights: [
        'A token without scopes may do what its account may: let the account browse the projects to be read, and nothing else.',
        'A token with scopes needs read:jira-work and read:jira-user, and the address https://api.atlassian.com/ex/jira/CLOUD-ID.',
        "The account sees others' e-mail addresses only where their profiles or the organisation show them; the plan names the accounts of the rest.",
      ],
    },
    {
      kind: 'bearer',
      secretName: 'bearer token',
      secretVariable,
      needsEmail: false,
      secretLifeDays: null,
      madeAt:
        'An OAuth 2.0 app of yours makes it, for the address https://api.atlassian.com/ex/jira/CLOUD-ID.',
      rights: [
        'It needs the scopes read:jira-work and read:jira-user.',
        'The person who allowed the app must be able to browse the projects to be read.',
      ],
    },
  ],
  examples: [
    '--name jira --url https://example.atlassian.net --email ada@company.example',
    '--name jira --url https://api.atlassian.com/ex/jira/CLOUD-ID --email ada@company.example',
  ],
  async open({ connectionId, baseUrl, signInKind, secret, email, limiter, now, sleep }) {
    const { createJiraTracker } = await import('./tracker.ts')
    const auth =
      signInKind === 'api_token' && email !== null
        ? { kind: 'api_token' as const, email, apiToken: secret }
        : { kind: 'bearer' as const, token: secret }
    return createJiraTracker({ connectionId, baseUrl, auth, limiter, now, sleep })
  },
}
