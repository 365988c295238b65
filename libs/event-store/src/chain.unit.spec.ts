import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { chainHash, chainStart, contentHashOf, eventIdOf, hexOf } from './chain.ts';

describe('the chain of a stream', () => {
  it('starts from the stream’s name', () => {
    expect(hexOf(chainStart('product-A1'))).toBe(
      createHash('sha256').update('stockbook/stream/1:product-A1').digest('hex'),
    );
    expect(chainStart('product-A1')).not.toBe(chainStart('product-A2'));
  });

  it('hashes content as UTF-8', () => {
    expect(hexOf(contentHashOf('"ü😀"'))).toBe(
      createHash('sha256').update(Buffer.from('"ü😀"', 'utf8')).digest('hex'),
    );
  });

  it('links previous hash, content hash and time, as documented byte for byte', () => {
    const [start, content] = [chainStart('a'), contentHashOf('{}')];
    const bytes = Buffer.concat([
      Buffer.from(start, 'latin1'),
      Buffer.from(content, 'latin1'),
      Buffer.from('0000018bcfe56800', 'hex'),
    ]);

    expect(hexOf(chainHash(start, content, 1_700_000_000_000))).toBe(
      createHash('sha256').update(bytes).digest('hex'),
    );
  });

  it('does not change: these bytes are in logs for good', () => {
    const hash = chainHash(chainStart('product-A1'), contentHashOf('{"data":{}}'), 1_700_000_000_000);

    expect(hexOf(hash)).toBe('ffef35ab994bfaca1bdd8577f427741c127e17fbaadbd842f73f87df222a508a');
  });

  it('makes a UUID of the first 128 bits', () => {
    expect(eventIdOf('00112233445566778899aabbccddeeff'.padEnd(64, '0'))).toBe(
      '00112233-4455-6677-8899-aabbccddeeff',
    );
  });
});
