import { createRequire } from 'node:module'

/**
 * The checker walks files with swc's Visitor, which throws at `using` and `await using` declarations (1.16).
 * What they declare can hold an import() like any other variable, so it is walked as one.
 */
const { Visitor } = createRequire(import.meta.url)('@swc/core/Visitor.js')
const visitStatement = Visitor.prototype.visitStatement
Visitor.prototype.visitStatement = function visitUsingToo(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement)
  return { ...statement, decls: this.visitVariableDeclarators(statement.decls) }
}

/**
 * Who may import a library: its adapter, and what stands outside the product.
 * @param {string} name @param {string} libraries @param {string} home @param {string} comment
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function keptIn(name, libraries, home, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { pathNot: `^(${home}|test|bench)/` },
    to: { path: `node_modules/(${libraries})/` },
  }
}

/**
 * Plumbline's boundaries: the folders are floors, and every import goes down. `npm run check` tells an offender the comment.
 * test/boundaries.test.ts plants an offence against each rule and sees it reported.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'domain-imports-domain-only',
      comment:
        'domain decides and knows nothing of the floors above. Pass what it needs in as a value, or move this code up.',
      severity: 'error',
      from: { path: '^domain/' },
      to: {
        path: '^(adapters|templates|activities|workflows|queries|wording|embedded|worker|web|start|fakes|cli|demo|bench|setup|test|prisma)/',
      },
    },
    {
      name: 'domain-is-pure',
      comment:
        'domain has no clock, network, environment or files: the same input gives the same answer. Read these in an adapter ' +
        'or activity and pass the value in. (node:crypto is there for hashes, never for randomness.)',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'domain-knows-no-outside-library',
      comment:
        'domain knows neither database, tracker, mail, picture nor Temporal. Talk to them in an adapter or activity.',
      severity: 'error',
      from: { path: '^domain/' },
      to: {
        path: 'node_modules/(@temporalio|@prisma|@linear|@resvg|pg|jira\\.js|nodemailer|mjml|pino|commander|smtp-server|mailparser|hono|@hono|openid-client)/',
      },
    },
    {
      name: 'measuring-knows-no-report',
      comment:
        'Figures come before words: plan, classify, effort and reconcile know nothing of how they are told or sent. Put the ' +
        'figure into the reconciliation, and its words into domain/report.',
      severity: 'error',
      from: { path: '^domain/(plan|classify|effort|reconcile)/' },
      to: { path: '^domain/(report|deliver)/' },
    },
    {
      name: 'reconciling-runs-down',
      comment:
        'dataset, figures, verdicts, headline: each is made from those before it, and reconcile puts them together. Move what ' +
        'both need down.',
      severity: 'error',
      from: { path: '^domain/reconcile/(dataset|figures|verdicts|headline)/' },
      to: {
        path: '^domain/reconcile/',
        pathNot: '^domain/reconcile/(dataset|figures|verdicts|headline)/',
      },
    },
    {
      name: 'verdicts-know-no-headline',
      comment: 'A headline is chosen among verdicts. A verdict that needs one would be decided twice.',
      severity: 'error',
      from: { path: '^domain/reconcile/(dataset|figures|verdicts)/' },
      to: { path: '^domain/reconcile/headline/' },
    },
    {
      name: 'figures-judge-nothing',
      comment:
        'Figures are what was measured; what they mean is decided in domain/reconcile/verdicts, from them.',
      severity: 'error',
      from: { path: '^domain/reconcile/(dataset|figures)/' },
      to: { path: '^domain/reconcile/verdicts/' },
    },
    {
      name: 'report-runs-down',
      comment:
        'words, content, sections, then an audience, which compose.ts puts together: each knows only those before it, and no ' +
        'audience knows another.',
      severity: 'error',
      from: { path: '^domain/report/(words|content|sections|audience)/' },
      to: { path: '^domain/report/[^/]+\\.ts$' },
    },
    {
      name: 'words-and-sections-know-no-audience',
      comment:
        'What several audiences say is a section, or words. Move the part that they share down, not the audience up.',
      severity: 'error',
      from: { path: '^domain/report/(words|content|sections)/' },
      to: { path: '^domain/report/audience/' },
    },
    {
      name: 'words-know-no-report',
      comment: 'Words are made of figures and names that are passed in, so that any report can use them.',
      severity: 'error',
      from: { path: '^domain/report/words/' },
      to: { path: '^domain/report/(content|sections)/' },
    },
    {
      name: 'report-judges-nothing',
      comment:
        'A report words the dataset. Put a figure or verdict that it misses into the dataset, in domain/reconcile.',
      severity: 'error',
      from: { path: '^domain/report/' },
      to: { path: '^domain/reconcile/(figures/|[^/]+\\.ts$)' },
    },
    {
      name: 'adapters-import-domain-only',
      comment:
        'An adapter speaks with one outside system. What puts several together belongs into an activity.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: {
        path: '^(templates|activities|workflows|queries|wording|embedded|worker|web|start|fakes|cli|demo|bench|setup|test)/',
      },
    },
    {
      name: 'adapters-know-one-system',
      comment:
        'Jira, Linear, the store, mail and charts know nothing of one another; what trackers share is adapters/trackers and ' +
        'limits. Let the activity that needs both call both.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/', pathNot: '^adapters/trackers/registry[.]ts$' },
      to: { path: '^adapters/[^/]+/', pathNot: '^adapters/($1|limits|trackers)/' },
    },
    {
      name: 'stored-records-know-no-sync',
      comment:
        'Tickets and accounts are what a sync leaves, for every stage to read. Put what only a sync writes into adapters/store/sync.',
      severity: 'error',
      from: { path: '^adapters/store/(tickets|accounts)/' },
      to: { path: '^adapters/store/(sync|connections)/' },
    },
    {
      name: 'trackers-are-known-by-their-definition',
      comment:
        'A tracker enters the product through its definition in the registry, and its libraries load when a connection is ' +
        'opened. Ask adapters/trackers/registry.ts for it by name.',
      severity: 'error',
      from: {
        path: '^(adapters/trackers|activities|workflows|queries|wording|worker|web|start|cli)/',
      },
      to: { path: '^adapters/(jira|linear)/', pathNot: '^adapters/[^/]+/definition[.]ts$' },
    },
    {
      name: 'tracker-definitions-load-nothing',
      comment:
        'Every command loads the registry, so a definition may import types alone. Load the adapter with import() in `open`.',
      severity: 'error',
      from: { path: '^adapters/[^/]+/definition[.]ts$' },
      to: { dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
    {
      name: 'wire-knows-no-tickets',
      comment:
        'http sends requests and reads responses; it knows nothing of tickets. Order the calls in read, convert in map.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/http/' },
      to: { path: ['^adapters/$1/(map|read)/', '^domain/ticket[.]ts$'] },
    },
    {
      name: 'map-reads-nothing',
      comment:
        'map is pure: a record of the wire in, our record or a quarantine entry out. Read what it needs in read, and pass it in.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/map/' },
      to: { path: '^adapters/($1/(http|read)|limits)/' },
    },
    {
      name: 'templates-import-domain-only',
      comment: 'A template words and draws what it is given. Fetch in an activity and pass the dataset in.',
      severity: 'error',
      from: { path: '^templates/' },
      to: {
        path: '^(adapters|activities|workflows|queries|wording|embedded|worker|web|start|fakes|cli|demo|bench|setup|test)/',
      },
    },
    {
      name: 'activities-import-no-floor-above',
      comment:
        'An activity gets its dependencies from createActivities, and loads, decides in domain, saves. It knows no workflow, ' +
        'wiring or command: take what you miss as a dependency.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^(workflows|queries|wording|embedded|worker|web|start|fakes|cli|demo|bench|setup|test)/' },
    },
    {
      name: 'stages-know-no-other-stage',
      comment:
        'Syncing, measuring and delivering are tried again each by itself; what they leave for the next stage is in the store. Put ' +
        'what two of them need beside activities/dependencies.ts, or down into an adapter or domain.',
      severity: 'error',
      from: { path: '^activities/(sync|measure|deliver)/' },
      to: {
        path: '^activities/(sync|measure|report|deliver|notices|index[.]ts)',
        pathNot: '^activities/$1/',
      },
    },
    {
      name: 'workflows-import-domain-and-activity-types',
      comment:
        'A workflow must replay: it orders steps and does nothing itself. Put the work into an activity, or plain period and ' +
        'id arithmetic into domain.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        path: '^(adapters|templates|queries|wording|embedded|worker|web|start|fakes|cli|demo|bench|setup|test)/',
      },
    },
    {
      name: 'workflows-see-activities-as-types',
      comment:
        "A workflow calls activities through proxyActivities. Write `import type`: the code itself can't be bundled.",
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-parse-nothing',
      comment:
        "zod makes the workflow bundle half as large again, and Node's modules don't exist in it. Parse in an activity, " +
        'and hand ids and counts back.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        path: ['node_modules/zod/', '^(node:)?(fs|net|http|https|crypto|os|process|child_process)(/|$)'],
      },
    },
    {
      name: 'queries-import-adapters-and-domain',
      comment:
        'A query answers a question of a person with plain data, for the command line and the web alike. It words nothing, starts ' +
        'nothing and knows no caller: put text into cli, and what has to be started into worker.',
      severity: 'error',
      from: { path: '^queries/' },
      to: {
        path: '^(templates|activities|workflows|wording|embedded|worker|web|start|fakes|cli|demo|bench|setup|test)/',
      },
    },
    {
      name: 'wording-imports-queries-and-domain',
      comment:
        'What commands and pages say alike is worded from what queries find. It knows neither: put what only one of them says there.',
      severity: 'error',
      from: { path: '^wording/' },
      to: {
        path: '^(templates|activities|workflows|embedded|worker|web|start|fakes|cli|demo|bench|setup|test)/',
      },
    },
    {
      name: 'wordings-know-no-other-wording',
      comment:
        'Each folder of wording is about one thing. What several of them say stands above them, as counts and times do.',
      severity: 'error',
      from: { path: '^wording/(connections|deliver|plan|report|tickets)/' },
      to: { path: '^wording/[^/]+/', pathNot: '^wording/$1/' },
    },
    {
      name: 'commands-and-pages-ask-queries',
      comment:
        'A command or page reads its input, calls one query or action and shows the result. Put what reads or writes the store into ' +
        'queries, where both find it. (Types may be imported.)',
      severity: 'error',
      from: { path: '^(cli|web)/' },
      to: {
        path: '^adapters/(store|secrets)',
        pathNot: '^adapters/store/sql/unreachable',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-commands',
      comment:
        'cli, start, demo and bench are ends: nobody builds on them. Move what is shared down into wording, worker, an adapter or domain.',
      severity: 'error',
      from: { path: '^(queries|wording|embedded|fakes|worker|web|start|setup|cli|demo|bench)/' },
      to: { path: '^(cli|start|demo|bench)/', pathNot: '^$1/' },
    },
    {
      name: 'nothing-below-imports-pages',
      comment:
        'Pages stand beside the commands, above all else: only start and the demo open them. Move what is shared down.',
      severity: 'error',
      from: { path: '^(queries|wording|embedded|fakes|worker|setup|cli)/' },
      to: { path: '^web/' },
    },
    {
      name: 'pages-know-no-other-page',
      comment:
        'A page is its folder, and what web/http and web/page give it. Put what two pages show into web/page, and what they ask into queries.',
      severity: 'error',
      from: { path: '^web/([^/]+)/' },
      to: { path: '^web/([^/]+)/', pathNot: '^web/($1|http|page)/' },
    },
    {
      name: 'layout-knows-no-requests',
      comment:
        'web/page draws what it is given; it knows no request, route or session. Pass what it shows in as a value.',
      severity: 'error',
      from: { path: '^web/page/' },
      to: { path: '^web/(http/|[^/]+[.]ts$)' },
    },
    {
      name: 'worker-bases-start-nothing',
      comment:
        'Settings, logging and process are what every program of ours begins with; they open and start nothing. Put what does into ' +
        'worker/parts, worker/runs or worker/background.',
      severity: 'error',
      from: { path: '^worker/(settings|logging|process)/' },
      to: { path: '^worker/', pathNot: '^worker/(settings|logging|process)/' },
    },
    {
      name: 'embedded-servers-stand-alone',
      comment:
        'embedded finds, starts and ends our own child servers and knows nothing else of ours. Pass what it needs in as options.',
      severity: 'error',
      from: { path: '^embedded/' },
      to: {
        path: '^(domain|adapters|templates|activities|workflows|queries|wording|worker|web|start|fakes|cli|demo|bench|setup|test)/',
      },
    },
    {
      name: 'fakes-import-domain-only',
      comment:
        'A fake server behaves like the original, from what it is given. It knows nothing of the product that talks to it.',
      severity: 'error',
      from: { path: '^fakes/' },
      to: {
        path: '^(adapters|templates|activities|workflows|queries|wording|embedded|worker|web|start|cli|demo|bench|setup|test)/',
      },
    },
    {
      name: 'product-uses-no-fakes',
      comment: 'Fake trackers are for the demo and the tests. Talk to the real thing through an adapter.',
      severity: 'error',
      from: { path: '^(queries|wording|embedded|worker|web|start|cli|setup)/' },
      to: { path: '^fakes/' },
    },
    {
      name: 'nothing-imports-setup',
      comment:
        'setup runs before anything is installed, or from the command line. Only tests and bench may import it.',
      severity: 'error',
      from: { path: '^(queries|wording|embedded|fakes|worker|web|start|cli|demo)/' },
      to: { path: '^setup/' },
    },
    {
      name: 'nothing-imports-tests',
      comment:
        'Tests depend on the product, never the other way round. Move what both need into the product.',
      severity: 'error',
      from: { pathNot: '^(test|bench)/|^vitest\\.config\\.ts$' },
      to: { path: '^test/' },
    },
    keptIn(
      'database-library-in-the-store',
      'pg|@prisma',
      // embedded/postgres makes its database, which must be there before the store can open it; the set-up holds the
      // schema against what the migrations give. docs/decisions/0004-prisma-declares-tables.md
      'adapters/store|embedded/postgres|setup',
      'Only adapters/store speaks SQL. Add a function there that returns what you need, and call it.',
    ),
    keptIn(
      'mail-library-in-the-mailer',
      'nodemailer',
      'adapters/mail',
      'Only adapters/mail knows how mails are written and handed over. Use its Mailer and buildMessage.',
    ),
    keptIn(
      'jira-library-in-its-adapter',
      'jira\\.js',
      'adapters/jira',
      'Only adapters/jira knows the library for Jira. Use the Tracker that it gives.',
    ),
    keptIn(
      'linear-library-in-its-adapter',
      '@linear',
      'adapters/linear',
      'Only adapters/linear knows the library for Linear. Use the Tracker that it gives.',
    ),
    keptIn(
      'drawing-library-in-the-chart',
      '@resvg',
      'adapters/chart',
      'Only adapters/chart draws. Describe the picture as data in domain/report, and draw it there.',
    ),
    keptIn(
      'server-library-in-the-web',
      'hono|@hono|htmx\\.org',
      'web',
      'Only web serves pages. They use what web/http and web/page give them.',
    ),
    keptIn(
      'identity-library-in-its-adapter',
      'openid-client',
      'adapters/identity',
      'Only adapters/identity speaks OpenID Connect. Use the IdentityProvider that it gives.',
    ),
    {
      name: 'product-needs-no-dev-dependency',
      comment:
        'A development dependency is missing where only the product is installed. Move it to dependencies in package.json, ' +
        'or this code to test, bench or setup.',
      severity: 'error',
      from: {
        path: '^(domain|templates|adapters|activities|workflows|queries|wording|embedded|worker|web|start|fakes|cli|demo)/',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circle',
      comment:
        'Two files that need each other, be it for a type alone, are one file, or hide a third: move what both need into a file below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing-file',
      comment:
        'This import leads nowhere, so no rule could judge it. Mend its path, or name the library in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^\\.|^[a-z]+/' },
    },
  ],
  options: {
    // TypeScript 7 has no API for it to use; swc sees type-only imports too, and marks them.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^\\.plumbline/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
