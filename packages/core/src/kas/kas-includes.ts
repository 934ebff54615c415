import { parse } from 'yaml';

/**
 * The files of its own repository that a kas file includes: the plain names under `header.includes`. Those of other
 * repositories stand there as mappings. A text that is no kas file includes nothing: kas itself says what is wrong.
 */
export function localIncludes(text: string): string[] {
  return includesOf(text).filter((file) => typeof file === 'string');
}

/** Whether a kas file includes files of other repositories. */
export function hasForeignIncludes(text: string): boolean {
  return includesOf(text).some((include) => typeof include === 'object' && include !== null);
}

function includesOf(text: string): readonly unknown[] {
  let content: unknown;
  try {
    content = parse(text, { logLevel: 'silent', uniqueKeys: false });
  } catch {
    return [];
  }
  const includes = property(property(content, 'header'), 'includes');
  return Array.isArray(includes) ? includes : [];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
