/**
 * The layers of ARCHITECTURE.md as rules. The SWC parser reads the sources: TypeScript 7 offers no parser to tools
 * (docs/decisions/0001). Test files may reach anywhere below `server`, and `dev/testing` beside it.
 */
const test = '[.]test[.]tsx?$';
const layer = name => `^server/${name}/`;
const never = (name, from, to, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: test },
  to: { path: to },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Services may call each other, and modules import each other, only without cycles.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    never(
      'pure-stays-pure',
      '^server/(model|formats)/',
      '^(server/(?!model/|formats/|node_modules/)|web/|dev/|scenarios/|contract/)',
      'formats and model import nothing of ours but each other: they can be fuzzed and read alone.',
    ),
    never('store-below', layer('store'), '^server/(protocols|jobs|services|peers|main)', 'The store knows no service.'),
    never('peers-below', layer('peers'), '^server/(protocols|jobs|services|store|main)', 'A peer knows no service.'),
    never('services-below', layer('services'), '^server/(protocols|jobs|main)', 'A service knows no protocol.'),
    never('protocols-ask-services', layer('protocols'), '^server/(store|peers|jobs|main)', 'A protocol asks services.'),
    never('jobs-ask-services', layer('jobs'), '^server/(protocols|main)', 'A job asks services.'),
    {
      name: 'protocols-apart',
      comment:
        'Protocols never import each other; what the text protocols share is in wire/. LMTP is SMTP with other answers.',
      severity: 'error',
      from: { path: '^server/protocols/([^/]+)/', pathNot: [test, '^server/protocols/lmtp/'] },
      to: { path: '^server/protocols/', pathNot: '^server/protocols/($1|wire)/' },
    },
    never('sql-in-store', '^server/(?!store/)', '(^|/)node_modules/(pg|kysely|pg-[^/]+)/', 'SQL lives in store/.'),
    never(
      'sockets-at-the-edges',
      '^server/(?!protocols/|peers/|store/embedded/|store/database/|cli/)',
      '^(node:)?(net|tls|dgram|http|https|http2|dns)(/promises)?$',
      'Sockets are opened in protocols/ and peers/ only.',
    ),
    never('web-knows-contract-only', '^web/', '^(server|dev|scenarios|bench)/', 'The browser sees contract/ only.'),
    never('contract-alone', '^contract/', '^(server|web|dev|scenarios)/', 'The contract imports nothing of ours.'),
    never(
      'server-without-dev',
      '^server/',
      '^(dev|scenarios|bench|web)/',
      'Production code needs no development code.',
    ),
    {
      name: 'named-folders',
      comment: 'A folder says what it holds.',
      severity: 'error',
      from: {},
      to: { path: '/(utils?|helpers?|common|lib|base|misc|managers?|handlers?)(/|[.]tsx?$)', pathNot: 'node_modules' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|data)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
