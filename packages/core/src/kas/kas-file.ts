import { parse } from 'yaml';
import { checkYamlSize } from './yaml-size.ts';

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

/**
 * What `_source_dir` of a kas file says: the folder that its includes are relative to, and those of the files behind it in a
 * configuration. `kas menu` writes it into `.config.yaml`. A relative one is relative to where kas is run.
 */
export function sourceDirOf(text: string): string | undefined {
  const value = mapping(contentOf(text))['_source_dir'];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The names under the top-level `env:` of kas files, each once. A text that is no kas file has none. */
export function configEnvNames(yamlTexts: readonly string[]): string[] {
  return [...new Set(yamlTexts.flatMap((text) => Object.keys(mapping(mapping(contentOf(text))['env']))))];
}

function includesOf(text: string): readonly unknown[] {
  const { includes } = mapping(mapping(contentOf(text))['header']);
  return Array.isArray(includes) ? includes : [];
}

function contentOf(text: string): unknown {
  try {
    checkYamlSize({ path: '', text });
    return parse(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false });
  } catch {
    return undefined;
  }
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping ? (value as Record<string, unknown>) : {};
}
