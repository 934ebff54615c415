import { registerHooks } from 'node:module';

type Parser = typeof import('@actions/workflow-parser');

let parser: Promise<Parser> | undefined;

/**
 * GitHub's own workflow parser.
 *
 * The package imports JSON without an import attribute, which only bundlers and jest accept, so Node is told
 * the type of these imports while it is loaded.
 */
export function loadParser(): Promise<Parser> {
  parser ??= importWithJson();
  return parser;
}

async function importWithJson(): Promise<Parser> {
  let hooks: { deregister(): void } | undefined;
  try {
    hooks = registerHooks({
      resolve(specifier, context, next) {
        const found = next(specifier, context);
        const ours = context.parentURL?.includes('/@actions/workflow-parser/') && specifier.endsWith('.json');
        return ours ? { ...found, importAttributes: { type: 'json' } } : found;
      },
    });
  } catch {
    // jest has no such hooks and needs none.
  }
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks?.deregister();
  }
}
