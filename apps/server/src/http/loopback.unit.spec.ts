import { expect, test } from '@jest/globals';
import { isLoopbackAuthority } from './loopback.ts';

test.each([
  'localhost',
  'LOCALHOST:3000',
  '127.0.0.1:80',
  '127.9.9.9',
  '[::1]:3000',
  '[::1]',
  'shop.localhost:1',
])('%s is this machine', (authority) => {
  expect(isLoopbackAuthority(authority)).toBe(true);
});

test.each([
  '',
  'evil.example',
  'localhost.evil.example:3000',
  '127.0.0.1.evil.example',
  '192.168.0.1',
  '127.0.0.1:80:80',
  '0.0.0.0',
])('%s is not', (authority) => {
  expect(isLoopbackAuthority(authority)).toBe(false);
});
