/** Sends many commands in one request. @throws unless every one of them is accepted. */
export async function sendMany(url: string, items: readonly object[]): Promise<void> {
  const response = await fetch(`${url}/v1/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(items),
  });
  const results = (await response.json()) as { readonly status: number }[];
  const failed = results.find(({ status }) => status !== 200);
  if (failed !== undefined) throw new Error(`the bench could not prepare: ${JSON.stringify(failed)}`);
}
