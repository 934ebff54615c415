import type { Docker, DockerResult } from '../src/docker.ts';

/** A docker that answers by its first words, and keeps what it was asked. */
export function answering(
  answers: Readonly<Record<string, Partial<DockerResult>>>,
): Docker & { asked: string[] } {
  const asked: string[] = [];
  const docker = async (args: readonly string[]): Promise<DockerResult> => {
    const line = args.join(' ');
    asked.push(line);
    const key = Object.keys(answers).find((start) => line.startsWith(start));
    return { code: 0, lines: [], error: '', ...(key === undefined ? {} : answers[key]) };
  };
  return Object.assign(docker, { asked });
}
