import type { TrackerDefinition } from '../trackers/definition.ts'

const secretVariable = 'JIRA_API_TOKEN'

const cloudPeopleRight =
  'let a Jira admin give the account the global permission "Browse users and groups" (Settings, System, Global permissions)'
const cloudOwnEmail =
  'signed in as the account, show it under https://id.atlassian.com/manage-profile/profile-and-visibility, or name the account in the plan'
const cloudPeopleEmails =
  "people show theirs under https://id.atlassian.com/manage-profile/profile-and-visibility, an organisation admin those of managed accounts; the plan's accounts stand in for the rest"
const serverPeopleRight =
  'let a Jira admin give the account the global permission "Browse Users" (Administration, System, Global Permissions)'
const serverOwnEmail =
  'let a Jira admin set "User email visibility" to show them to logged in users (Administration, System, General Configuration), or name the account in the plan'
const serverPeopleEmails =
  'let a Jira admin set "User email visibility" to show them to logged in users (Administration, System, General Configuration); the plan\'s accounts stand in for the rest'

/** What to say where the credentials aren't taken, by kind of sign-in. */
const refusalAdvice: Readonly<Record<string, string>> = {
  api_token:
    'The API token may have expired or been revoked, or belong to another e-mail address. A Data Center takes a personal access ' +
    'token, or a user name with its password. Make a new token and connect again.',
  bearer: 'The bearer token may have expired, or belong to another site. Make a new token and connect again.',
  personal_access_token:
    'The personal access token may have expired or been revoked, or the address is that of another server. Make a new token and ' +
    'connect again.',
  password:
    'The user name or its password may be wrong, or the server takes no passwords: sign in once in the browser, where Jira may ask ' +
    'to prove that you are no robot, or make a personal access token, and connect again.',
}

const tokensUrl = 'https://id.atlassian.com/manage-profile/security/api-tokens'
const appsUrl = 'https://developer.atlassian.com/console/myapps/'

export const jira: TrackerDefinition = {
  kind: 'jira',
  label: 'Jira',
  connects: 'Jira Cloud or Jira Data Center',
  scopeNoun: { singular: 'project', plural: 'projects' },
  address: {
    defaultUrl: null,
    help: 'the address of the site or of one of its pages, such as https://example.atlassian.net or https://jira.example.com/jira, or the gateway for scoped tokens',
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
      madeAt: `Make one at ${tokensUrl}, signed in as the account.`,
      madeAtUrl: tokensUrl,
      rights: [
        'A token without scopes can do what its account can: let the account browse the projects to be read, and nothing else.',
        'A token with scopes needs read:jira-work and read:jira-user; give the address of the site, and Plumbline finds the gateway.',
        "The account sees others' e-mail addresses only if their profiles or the organisation show them; name the accounts of the rest in the plan.",
      ],
      remedies: {
        peopleRight: cloudPeopleRight,
        peopleScope: 'make a token with the scope read:jira-user too, and connect again',
        ownEmail: cloudOwnEmail,
        peopleEmails: cloudPeopleEmails,
      },
    },
    {
      kind: 'oauth',
      secretName: 'client secret',
      secretVariable: 'JIRA_CLIENT_SECRET',
      needsEmail: false,
      oauth: async () => (await import('./oauth.ts')).jiraOAuth,
      // Atlassian renews a sign-in for a year at most, and for 90 days after the last time.
      secretLifeDays: 365,
      madeAt: `Only Jira Cloud has OAuth: register an OAuth 2.0 integration at ${appsUrl}, and sign in through it.`,
      madeAtUrl: appsUrl,
      rights: [
        'Give it the scopes read:jira-work and read:jira-user of the Jira API under Permissions, and the callback URL under Authorization.',
        'Whoever signs in must be able to browse the projects to be read. After a year, somebody has to sign in again.',
      ],
      remedies: {
        peopleRight: cloudPeopleRight,
        peopleScope: 'give the app the scope read:jira-user, and sign in again',
        ownEmail: cloudOwnEmail,
        peopleEmails: cloudPeopleEmails,
      },
    },
    {
      kind: 'bearer',
      secretName: 'bearer token',
      secretVariable,
      needsEmail: false,
      secretLifeDays: null,
      madeAt:
        'A program of yours makes it, for the address https://api.atlassian.com/ex/jira/CLOUD-ID. Unlike an OAuth sign-in, it is not renewed.',
      rights: [
        'It needs the scopes read:jira-work and read:jira-user.',
        'The person who allowed the app must be able to browse the projects to be read.',
      ],
      remedies: {
        peopleRight: cloudPeopleRight,
        peopleScope: 'give the app the scope read:jira-user, let it be allowed anew, and connect again',
        ownEmail: cloudOwnEmail,
        peopleEmails: cloudPeopleEmails,
      },
    },
    {
      kind: 'personal_access_token',
      secretName: 'personal access token',
      secretVariable,
      needsEmail: false,
      // What a Data Center allows at most, unless its admins changed that.
      secretLifeDays: 365,
      madeAt:
        'Only Jira Data Center has these: make one under Profile, Personal Access Tokens, signed in as the account.',
      rights: [
        'It can do what its account can: let the account browse the projects to be read, and nothing else.',
        'With the global permission to browse users, the account sees those who never touched a ticket.',
      ],
      remedies: {
        peopleRight: serverPeopleRight,
        peopleScope: null,
        ownEmail: serverOwnEmail,
        peopleEmails: serverPeopleEmails,
      },
    },
    {
      kind: 'password',
      secretName: 'password',
      secretVariable: 'JIRA_PASSWORD',
      needsEmail: false,
      needsUserName: true,
      secretLifeDays: null,
      madeAt: 'Only Jira Data Center takes one, unless its admins have switched basic sign-in off.',
      rights: [
        'A personal access token is better: it can be revoked on its own, and three wrong passwords lock the account.',
      ],
      remedies: {
        peopleRight: serverPeopleRight,
        peopleScope: null,
        ownEmail: serverOwnEmail,
        peopleEmails: serverPeopleEmails,
      },
    },
  ],
  hooks: {
    secretFrom: 'us',
    setUp: [
      'As a Jira admin, make a webhook under Settings, System, WebHooks, with the address and the secret that Plumbline shows.',
      'Let it send when issues are created, updated and deleted, and when comments and worklogs are. Data Center signs from 10 on; older versions can’t be used.',
    ],
    async read(request, secret, nowAt) {
      return (await import('./hooks.ts')).readHook(request, secret, nowAt)
    },
  },
  examples: [
    '--name jira --url https://example.atlassian.net --email ada@company.example',
    '--name jira --url https://api.atlassian.com/ex/jira/CLOUD-ID --email ada@company.example',
    '--name jira --url https://jira.example.com/jira --auth personal-access-token',
    '--name jira --url https://example.atlassian.net --oauth --client-id CLIENT-ID',
  ],
  async open({ connectionId, baseUrl, signInKind, email, secret, accessTokens, ...options }) {
    if (accessTokens === undefined && signInKind !== 'password') {
      const { requireOwnSecret } = await import('../trackers/own-secret.ts')
      requireOwnSecret('jira', 'Jira', secret)
    }
    const { createJiraTracker } = await import('./tracker.ts')
    const { limiter, now, sleep, maxResponseBytes, historiesCut } = options
    // A user name with a password is sent in the same way as an e-mail address with an API token.
    const ofSecret =
      email === null
        ? { kind: 'bearer' as const, token: secret }
        : { kind: 'api_token' as const, email, apiToken: secret }
    const auth = accessTokens === undefined ? ofSecret : { kind: 'oauth' as const, tokens: accessTokens }
    const askedFirst = signInKind === 'personal_access_token' || signInKind === 'password' ? 2 : 3
    const size = maxResponseBytes === undefined ? {} : { maxResponseBytes }
    const isAccessToken = signInKind === 'personal_access_token'
    const cut = historiesCut === undefined ? {} : { historiesCut }
    const refused = refusalAdvice[signInKind]
    const advice = refused === undefined ? {} : { refusalAdvice: refused }
    return createJiraTracker({
      connectionId,
      baseUrl,
      auth,
      askedFirst,
      ...advice,
      isAccessToken,
      limiter,
      now,
      sleep,
      ...size,
      ...cut,
    })
  },
}
