/** Commands under way at once while a shop is prepared. */
const AT_ONCE = 256;

/** Runs the work for every number below `count`, so many at a time. */
export async function manyAtOnce(
  count: number,
  work: (index: number) => Promise<void>,
  atOnce = AT_ONCE,
): Promise<void> {
  let next = 0;
  const one = async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: Math.min(count, atOnce) }, one));
}
