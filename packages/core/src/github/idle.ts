/** A signal that aborts when nothing has passed `watch` for so many seconds. `end` stops its clock. */
export function idleSignal(seconds: number) {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(new DOMException('nothing moved in time', 'TimeoutError'));
  let timer = setTimeout(giveUp, seconds * 1000);
  return {
    signal: controller.signal,
    end: (): void => clearTimeout(timer),
    async *watch<T>(chunks: AsyncIterable<T>): AsyncGenerator<T> {
      for await (const chunk of chunks) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, seconds * 1000);
        yield chunk;
      }
    },
  };
}
