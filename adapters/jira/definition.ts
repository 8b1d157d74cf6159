import type { TrackerDefinition } from '../trackers/definition.ts'

const secretVariable = 'JIRA_API_TOKEN'

export const jira: TrackerDefinition = {
  kind: 'jira',
  label: 'Jira',
  connects: 'a Jira Cloud site',
  scopeNoun: { singular: 'project', plural: 'projects' },
  address: { defaultUrl: null, help: 'https://example.atlassian.net, or the gateway for scoped tokens' },
  signIns: [
    // Atlassian's API tokens expire after a year at most.
    { kind: 'api_token', secretName: 'API token', secretVariable, needsEmail: true, secretLifeDays: 365 },
    { kind: 'bearer', secretName: 'bearer token', secretVariable, needsEmail: false, secretLifeDays: null },
  ],
  secretHelp: `Create one at https://id.atlassian.com/manage-profile/security/api-tokens. It needs read access only:
read:jira-work and read:jira-user.`,
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
