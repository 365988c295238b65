import { describe, expect, it, test } from '@jest/globals';
import { EventStoreDbAddressError, isEventStoreDbAddress, parseEventStoreDbAddress } from './address.ts';

describe('an address', () => {
  it.each([
    ['esdb://db:2114?tls=false', { hosts: [{ address: 'db', port: 2114 }], discover: false, tls: false }],
    ['kurrentdb://db', { hosts: [{ address: 'db', port: 2113 }], discover: false, tls: true }],
    [
      'esdb+discover://cluster.example/',
      { hosts: [{ address: 'cluster.example', port: 2113 }], discover: true },
    ],
    [
      'kurrentdb+discover://a:1,b:2?node-preference=Leader&MaxDiscoverAttempts=3&gossip_timeout=7',
      {
        hosts: [
          { address: 'a', port: 1 },
          { address: 'b', port: 2 },
        ],
        discover: true,
        maxDiscoverAttempts: 3,
        gossipTimeout: 7,
      },
    ],
    [
      'esdb://ad%40min:p%3Aw@[::1]:2113?tlsCAFile=%2Fetc%2Fca.pem&userCertFile=a&userKeyFile=b&connectionName=x',
      {
        hosts: [{ address: '[::1]', port: 2113 }],
        credentials: { username: 'ad@min', password: 'p:w' },
        tlsCaFile: '/etc/ca.pem',
        userCertFile: 'a',
        userKeyFile: 'b',
        connectionName: 'x',
      },
    ],
  ])('%s is understood', (text, expected) => {
    expect(isEventStoreDbAddress(text)).toBe(true);
    expect(parseEventStoreDbAddress(text)).toMatchObject(expected);
  });

  it('is shown without anything secret', () => {
    expect(parseEventStoreDbAddress('esdb://admin:secret@db:2113?userKeyFile=k&userCertFile=c').shown).toBe(
      'esdb://db:2113',
    );
  });

  it.each([
    ['http://admin:secret@db', /should begin with esdb/],
    ['esdb://', /host is missing/],
    ['esdb://admin:secret@db:0', /host/],
    ['esdb://admin:secret@db:2113:1', /host/],
    ['esdb://admin@db', /user:password/],
    ['esdb://admin:sec:ret@db', /user:password/],
    ['esdb://admin:secret%@db', /percent-encoded/],
    ['esdb://admin:secret@db?nodePreference=follower', /nodePreference can only be leader/],
    ['esdb://admin:secret@db?throwOnAppendFailure=false', /throwOnAppendFailure can only be true/],
    ['esdb://admin:secret@db?tlsVerifyCert=false', /tlsCaFile/],
    ['esdb://admin:secret@db?tls=yes', /tls should be true or false/],
    ['esdb://admin:secret@db?defaultDeadline=soon', /whole number/],
    ['esdb://admin:secret@db?color=red', /"color" is no option/],
    ['esdb://admin:secret@db?userKeyFile=k', /go together/],
  ])('%s is refused, and the refusal holds no secret', (text, message) => {
    let error: unknown;
    try {
      parseEventStoreDbAddress(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(EventStoreDbAddressError);
    expect((error as Error).message).toMatch(message);
    expect(JSON.stringify({ ...(error as object), text: String(error) })).not.toContain('secret');
  });
});

test.each(['sqlite:log.db', 'esdb:/x', 'postgres://db', 'kurrentdb'])('%s is none', (text) => {
  expect(isEventStoreDbAddress(text)).toBe(false);
});
